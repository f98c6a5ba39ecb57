import type { showAccount } from '@latchkey/contract/account/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import type { listOrganizations } from '@latchkey/contract/organizations/operations'
import type { showSpace } from '@latchkey/contract/spaces/operations'
import { uidOf } from '../uids.ts'

/** An account has one name, of which the vendor makes two. */
export function userOf(
  account: ResultOf<typeof showAccount>,
  organizations: readonly string[],
): Record<string, unknown> {
  const [first = '', ...rest] = account.name.split(' ')
  return {
    uid: uidOf(account.id),
    email: account.email,
    username: account.email,
    first_name: first,
    last_name: rest.join(' '),
    org_uid: organizations.map(uidOf),
    shared_org_uid: [],
    active: account.state === 'active',
    failed_attempts: 0,
    created_at: account.created_at,
    updated_at: account.created_at,
  }
}

export function organizationOf(
  organization: ResultOf<typeof listOrganizations>['items'][number],
): Record<string, unknown> {
  const { id, name, owner, created_at: at } = organization
  return { uid: uidOf(id), name, owner_uid: uidOf(owner), enabled: true, created_at: at, updated_at: at }
}

export function stackOf(space: ResultOf<typeof showSpace>): Record<string, unknown> {
  const { id, name, organization, owner, default_locale: masterLocale, created_at: at } = space
  return {
    uid: uidOf(id),
    api_key: uidOf(id),
    name,
    description: '',
    org_uid: organization === null ? null : uidOf(organization),
    owner_uid: uidOf(owner),
    master_locale: masterLocale,
    settings: { version: '2026-11-28' },
    created_at: at,
    updated_at: at,
  }
}
