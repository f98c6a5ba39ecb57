import { randomUUID } from 'node:crypto'
import { kinds } from '@latchkey/tokens/kinds'
import type { Insertable } from 'kysely'
import type { Writer } from './database.ts'
import type { Schema } from './schema.ts'

/** The rows that most tests start from, by their ids. */
export interface TestSpace {
  readonly accountId: string
  readonly spaceId: string
  readonly slug: string
  readonly environmentId: string
}

const at = 1_700_000_000_000
let serial = 0

/** An account that owns a space with the branch `main` and the environment `production`. */
export async function insertSpace(tx: Writer, slug: string): Promise<TestSpace> {
  const space = { accountId: randomUUID(), spaceId: randomUUID(), slug, environmentId: randomUUID() }
  serial += 1
  const times = { created_at: at, updated_at: at }
  await tx
    .insertInto('accounts')
    .values({
      ...times,
      id: space.accountId,
      serial,
      email: `${slug}@example.com`,
      email_norm: `${slug}@example.com`,
      display_name: slug,
      password_hash: null,
      state: 'active',
      installation_admin: 0,
      authz_epoch: 1,
      version: 1,
    })
    .execute()
  await tx
    .insertInto('spaces')
    .values({
      ...times,
      id: space.spaceId,
      serial,
      slug,
      name: slug,
      organization_id: null,
      owner_id: space.accountId,
      sandbox: 0,
      state: 'active',
      authz_epoch: 1,
      default_locale: 'en',
      settings: '{}',
      version: 1,
    })
    .execute()
  const layer = { space_id: space.spaceId, serial, state: 'active', created_at: at } as const
  await tx
    .insertInto('environments')
    .values({ ...layer, id: space.environmentId, name: 'production', content_version: 1 })
    .execute()
  await tx
    .insertInto('branches')
    .values({ ...layer, id: 'main', name: 'main', source_id: null, start_seq: null })
    .execute()
  return space
}

/** A live delivery token of a space; `change` overrides any column. */
export async function insertToken(
  tx: Writer,
  space: TestSpace,
  change: Partial<Insertable<Schema['tokens']>> = {},
): Promise<string> {
  const id = change.id ?? randomUUID().replaceAll('-', '').slice(0, 12)
  serial += 1
  await tx
    .insertInto('tokens')
    .values({
      id,
      serial,
      kind: 'delivery',
      space_id: space.spaceId,
      environment_id: space.environmentId,
      role_id: null,
      account_id: null,
      spaces: 'one',
      name: id,
      note: '',
      grants: null,
      scope: null,
      state: 'active',
      expires_at: null,
      revoked_at: null,
      deleted_at: null,
      cache_ttl_seconds: 0,
      version: 1,
      secret_version: 1,
      secret_hash: '',
      secret_key_id: '',
      secret_sealed: null,
      previous_hash: null,
      previous_key_id: null,
      previous_until: null,
      proven_by: null,
      created_by_kind: 'account',
      created_by_id: space.accountId,
      created_at: at,
      updated_at: at,
      ...change,
    })
    .execute()
  if (kinds[change.kind ?? 'delivery'].carriesBranches) {
    await tx.insertInto('token_branches').values({ token_id: id, sort: 'branch', name: 'main' }).execute()
  }
  return id
}
