import { createHash, createHmac } from 'node:crypto'
import type { Field } from '@latchkey/contract/content-types/schemas'
import type { Grant, Status } from '@latchkey/policy/grant'
import { hashSecret } from '@latchkey/tokens/hash'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import type { Random } from '@latchkey/tokens/random'
import { issue } from '@latchkey/tokens/text'
import type { Insertable } from 'kysely'
import type { Database, Writer } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { insertToken, type TestSpace } from '../database/test-rows.ts'
import { type ContentType, contentTypeOf } from '../features/content/content-type.ts'
import { indexRows } from '../features/content/field-index.ts'
import { type Body, encodeBody } from '../features/content/field-values.ts'
import { creatorColumns } from '../lib/creator.ts'

/*
 * Content put straight into the tables, as writing and publishing would leave it: for tests of reading, which need
 * states that take many writes to reach, the same ids in two databases, or a million entries.
 */

/** A space to be filled. */
export interface FixtureSpace extends TestSpace {
  /** Views by the slug of their environment. */
  readonly views: ReadonlyMap<string, string>
  readonly environments: ReadonlyMap<string, string>
  readonly draftView: string
  readonly types: ReadonlyMap<string, ContentType>
}

export interface SpaceShape {
  readonly slug: string
  /** `production` is always there. */
  readonly environments?: readonly string[]
  /** The first is the default. */
  readonly locales?: readonly { readonly code: string; readonly fallback?: string }[]
  readonly types: readonly { readonly slug: string; readonly fields: readonly Field[]; readonly singleton?: boolean }[]
}

/** Values by locale; `''` holds those that all locales share. */
export type Values = Readonly<Record<string, Body>>

export interface FixtureEntry {
  /** Absent: it follows from type and slug. */
  readonly id?: string
  readonly type: string
  readonly slug: string
  /** Absent: published. */
  readonly status?: Status
  /** The working copy. */
  readonly values: Values
  /** What is live, by environment. Absent: for a published entry the working copy, in production. */
  readonly live?: Readonly<Record<string, { readonly values: Values; readonly slug?: string; readonly at?: number }>>
  readonly creator?: string
  readonly changed?: boolean
  readonly deleted?: boolean
  /** UTC milliseconds of its last save. */
  readonly at?: number
}

/** The same id for the same words, in the shape of a UUID v7. */
export function fixedId(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join(' ')).digest('hex')
  return `019a0000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`
}

/** The same number for the same id, so that worlds of the same things show the same numbers. */
export function fixedSerial(id: string): number {
  return parseInt(createHash('sha256').update(id).digest('hex').slice(0, 12), 16)
}

/** Bytes that are the same in every run. */
export function fixedRandom(seed: string): Random {
  let round = 0
  return (size) => {
    const bytes = new Uint8Array(size)
    for (let start = 0; start < size; start += 32) {
      bytes.set(
        createHmac('sha256', seed)
          .update(String(round++))
          .digest()
          .subarray(0, size - start),
        start,
      )
    }
    return bytes
  }
}

const created = Date.UTC(2026, 0, 1)
let serials = 2_000_000

/** Makes a space whose ids follow from its slug. */
export function insertSpace(database: Database, shape: SpaceShape): Promise<FixtureSpace> {
  const { slug, locales = [{ code: 'en' }], environments = [] } = shape
  const accountId = fixedId('account', slug)
  const spaceId = fixedId('space', slug)
  const names = ['production', ...environments]
  const byName = new Map(names.map((name) => [name, fixedId('environment', slug, name)]))
  const views = new Map(names.map((name) => [name, fixedId('view', slug, name)]))
  const draftView = fixedId('view', slug)
  const types = shape.types.map((type, index) => typeRow(spaceId, index + 1, type))
  const serial = fixedSerial(spaceId)
  return database.write(async (tx) => {
    const times = { created_at: created, updated_at: created }
    await tx
      .insertInto('accounts')
      .values(accountRow(accountId, serial, slug))
      .execute()
    await tx
      .insertInto('spaces')
      .values({
        id: spaceId,
        serial,
        slug,
        name: slug,
        organization_id: null,
        owner_id: accountId,
        sandbox: 0,
        state: 'active',
        authz_epoch: 1,
        default_locale: locales[0]?.code ?? 'en',
        settings: '{}',
        version: 1,
        ...times,
      })
      .execute()
    const inSpace = { space_id: spaceId, state: 'active', created_at: created } as const
    await tx
      .insertInto('branches')
      .values({ ...inSpace, id: 'main', serial, name: 'main', source_id: null, start_seq: null })
      .execute()
    for (const [name, id] of byName) {
      await tx
        .insertInto('environments')
        .values({ ...inSpace, id, serial: fixedSerial(id), name, content_version: 1 })
        .execute()
    }
    const place = { space_id: spaceId, branch_id: 'main' }
    await tx
      .insertInto('views')
      .values([
        { ...place, id: draftView, environment_id: null },
        ...Array.from(views, ([name, id]) => ({ ...place, id, environment_id: byName.get(name) ?? null })),
      ])
      .execute()
    await tx
      .insertInto('locales')
      .values(
        locales.map(({ code, fallback = null }, position) => ({
          space_id: spaceId,
          code,
          name: code,
          fallback,
          position,
        })),
      )
      .execute()
    if (types.length > 0) await tx.insertInto('content_types').values(types).execute()
    const compiled = new Map(types.map((row) => [row.slug, contentTypeOf(`${spaceId}/main`, row)]))
    const environmentId = byName.get('production') ?? ''
    return { accountId, spaceId, slug, environmentId, views, environments: byName, draftView, types: compiled }
  })
}

function typeRow(spaceId: string, serial: number, { slug, fields, singleton = false }: SpaceShape['types'][number]) {
  return {
    space_id: spaceId,
    branch_id: 'main',
    id: fixedId('type', spaceId, slug),
    serial,
    slug,
    name: slug,
    description: '',
    version: 1,
    fields: JSON.stringify(fields),
    singleton: singleton ? 1 : 0,
    display_field: null,
    created_by_kind: null,
    created_by_id: null,
    created_at: created,
    updated_at: created,
  } as const
}

interface Rows {
  readonly entries: Insertable<Schema['entries']>[]
  readonly revisions: Insertable<Schema['revisions']>[]
  readonly heads: Insertable<Schema['heads']>[]
  readonly published: Insertable<Schema['published']>[]
  readonly field_index: Insertable<Schema['field_index']>[]
}

const entriesPerTransaction = 1000

/** Inserts entries; their ids follow from type and slug. */
export async function insertEntries(
  database: Database,
  space: FixtureSpace,
  entries: Iterable<FixtureEntry>,
): Promise<void> {
  let rows = noRows()
  for (const entry of entries) {
    addEntry(rows, space, entry)
    if (rows.entries.length < entriesPerTransaction) continue
    await insertRows(database, rows)
    rows = noRows()
  }
  await insertRows(database, rows)
}

function noRows(): Rows {
  return { entries: [], revisions: [], heads: [], published: [], field_index: [] }
}

function addEntry(rows: Rows, space: FixtureSpace, entry: FixtureEntry): void {
  const { slug, status = 'published', values, creator, at = created } = entry
  const type = space.types.get(entry.type)
  if (type === undefined) throw new Error(`The space has no type ${entry.type}: give it one.`)
  const { id = fixedId('entry', space.spaceId, entry.type, slug) } = entry
  const live = entry.live ?? (status === 'published' ? { production: { values } } : {})
  const made = creator === undefined ? { created_by_kind: null, created_by_id: null } : creatorColumns(creator)
  rows.entries.push({
    space_id: space.spaceId,
    branch_id: 'main',
    id,
    serial: fixedSerial(id),
    type_id: type.id,
    slug,
    state: status,
    changed: entry.changed === true ? 1 : 0,
    version: 2,
    published_at: status === 'published' ? at : null,
    ...made,
    updated_by_kind: null,
    updated_by_id: null,
    created_at: created,
    updated_at: at,
    deleted_at: entry.deleted === true ? at : null,
  })
  // What is live was saved before what is worked on.
  for (const [environment, snapshot] of Object.entries(live)) {
    const view = space.views.get(environment)
    if (view === undefined) throw new Error(`The space has no environment ${environment}: give it one.`)
    const { at: publishedAt = at } = snapshot
    for (const [locale, body] of Object.entries(snapshot.values)) {
      const place = { view_id: view, entry_id: id }
      const revision_id = addRevision(rows, space, { id, locale, body, copy: environment, version: 1, at: publishedAt })
      rows.published.push({
        ...place,
        locale,
        type_id: type.id,
        slug: snapshot.slug ?? slug,
        revision_id,
        version: 1,
        published_at: publishedAt,
        first_published_at: publishedAt,
        updated_at: publishedAt,
      })
      addIndex(rows, type, place, locale, body)
    }
  }
  for (const [locale, body] of Object.entries(values)) {
    const revisionId = addRevision(rows, space, { id, locale, body, copy: 'draft', version: 2, at })
    rows.heads.push({ space_id: space.spaceId, branch_id: 'main', entry_id: id, locale, revision_id: revisionId })
    if (entry.deleted !== true) addIndex(rows, type, { view_id: space.draftView, entry_id: id }, locale, body)
  }
}

function addRevision(
  rows: Rows,
  { spaceId }: FixtureSpace,
  saved: { id: string; locale: string; body: Body; copy: string; version: number; at: number },
): string {
  // Ids of things made together lie together, as they do where ids begin with the time.
  const revisionId = saved.id.slice(0, 13) + fixedId('revision', saved.id, saved.locale, saved.copy).slice(13)
  rows.revisions.push({
    id: revisionId,
    space_id: spaceId,
    branch_id: 'main',
    entry_id: saved.id,
    locale: saved.locale,
    author: 'account:fixture',
    token_secret_version: null,
    version: saved.version,
    body: encodeBody(saved.body),
    created_at: saved.at,
  })
  return revisionId
}

function addIndex(
  rows: Rows,
  type: ContentType,
  place: { readonly view_id: string; readonly entry_id: string },
  locale: string,
  body: Body,
): void {
  for (const row of indexRows(type, locale, body)) rows.field_index.push({ ...place, ...row })
}

async function insertRows(database: Database, rows: Rows): Promise<void> {
  await database.write(async (tx) => {
    await insertAll(tx, 'entries', rows.entries)
    await insertAll(tx, 'revisions', rows.revisions)
    await insertAll(tx, 'heads', rows.heads)
    await insertAll(tx, 'published', rows.published)
    await insertAll(tx, 'field_index', rows.field_index)
  })
}

/** Parts of one size have one text, which is prepared once. */
const rowsPerInsert = 100

async function insertAll<Table extends keyof Rows>(tx: Writer, table: Table, rows: Rows[Table]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const part: readonly Insertable<Schema[keyof Rows]>[] = rows.slice(start, start + rowsPerInsert)
    await tx
      .insertInto(table as 'entries')
      .values(part as Rows['entries'])
      .execute()
  }
}

export interface Reading {
  readonly kind: TokenKind
  /** Environment by its slug; for kinds that name one. */
  readonly environment?: string
  /** Its own grants, or those of a role made for it: of a session or a personal token the role of a member made for it. */
  readonly grants?: readonly Grant[]
  readonly role?: readonly Grant[]
  /** Of a management token. */
  readonly mode?: ManagementMode
}

/** Makes a token that reads the space, and answers its text; the same for the same seed. */
export async function insertReader(
  database: Database,
  ring: KeyRing,
  space: FixtureSpace,
  { kind, environment, grants, role, mode }: Reading,
  seed = String(++serials),
): Promise<string> {
  const token = issue(kind, fixedRandom(seed))
  const { hash, keyId } = hashSecret(ring.current, token)
  await database.write(async (tx) => {
    const roleId = role === undefined ? null : fixedId('role', seed)
    if (role !== undefined && roleId !== null) {
      await tx
        .insertInto('roles')
        .values({
          id: roleId,
          serial: fixedSerial(roleId),
          space_id: space.spaceId,
          name: seed,
          description: '',
          builtin: null,
          grants: JSON.stringify(role),
          version: 1,
          created_at: created,
          updated_at: created,
        })
        .execute()
    }
    const isPerson = kinds[kind].actsAs === 'account'
    const memberId = isPerson && roleId !== null ? await insertMember(tx, space, seed, roleId) : null
    await insertToken(tx, space, {
      id: token.id,
      kind,
      environment_id: environment === undefined ? null : (space.environments.get(environment) ?? null),
      role_id: isPerson ? null : roleId,
      ...(isPerson && { spaces: 'all' as const }),
      grants: grants === undefined ? null : JSON.stringify(grants),
      scope: mode === undefined ? null : JSON.stringify({ form: 'mode', mode }),
      account_id: isPerson ? (memberId ?? space.accountId) : null,
      secret_hash: hash,
      secret_key_id: keyId,
    })
  })
  return token.text.expose()
}

/** How things name the member whose token was made with a role and that seed. */
export function memberName(seed: string): string {
  return `account:${fixedId('account', seed)}`
}

/** A member of the space, with an account of his own. */
async function insertMember(tx: Writer, { spaceId }: FixtureSpace, seed: string, roleId: string): Promise<string> {
  const id = fixedId('account', seed)
  await tx
    .insertInto('accounts')
    .values(accountRow(id, fixedSerial(id), seed))
    .execute()
  const place = { space_id: spaceId, account_id: id }
  await tx
    .insertInto('members')
    .values({ ...place, state: 'active', created_at: created })
    .execute()
  await tx
    .insertInto('member_roles')
    .values({ ...place, role_id: roleId })
    .execute()
  return id
}

function accountRow(id: string, serial: number, name: string) {
  const email = `${name.replaceAll(' ', '-')}@example.com`
  return {
    id,
    serial,
    email,
    email_norm: email,
    display_name: name,
    password_hash: null,
    state: 'active',
    installation_admin: 0,
    authz_epoch: 1,
    version: 1,
    created_at: created,
    updated_at: created,
  } as const
}
