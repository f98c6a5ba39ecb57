import type { listTokens } from '@latchkey/contract/tokens/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { uidOf } from '../uids.ts'
import { creatorUid } from './creator.ts'

export type SpaceToken = ResultOf<typeof listTokens>['items'][number]

const all = '$all'

/** A token of a stack, without its text: only the answer that made it has that. */
export function tokenOf(token: SpaceToken): Record<string, unknown> {
  const { id, name, description, created_at: createdAt, expires_at: expiresAt } = token
  const creator = creatorUid(token.created_by)
  return {
    uid: uidOf(id),
    name,
    description,
    scope: scopeOf(token),
    created_by: creator,
    updated_by: creator,
    created_at: createdAt,
    updated_at: createdAt,
    ...(token.kind === 'delivery'
      ? { type: 'delivery' }
      : { expires_on: expiresAt, is_never_expires: expiresAt === null, is_email_notification_enabled: false }),
  }
}

function scopeOf(token: SpaceToken): readonly object[] {
  const { environment, branches, aliases } = token
  const acl = aclOf(token)
  return [
    ...(environment === null
      ? [{ module: all, acl }]
      : [
          {
            module: 'environment',
            environments: [{ uid: uidOf(environment.id), name: environment.slug, urls: [] }],
            acl,
          },
        ]),
    ...reachOf('branch', 'branches', branches),
    ...reachOf('branch_alias', 'branch_aliases', aliases),
  ]
}

function aclOf({ kind, mode }: SpaceToken): { readonly read?: true; readonly write?: true } {
  if (kind !== 'management' || mode === 'read') return { read: true }
  return mode === 'write' ? { write: true } : { read: true, write: true }
}

function reachOf(module: string, key: string, reach: SpaceToken['branches']): readonly object[] {
  if (reach === null || (reach !== 'all' && reach.length === 0)) return []
  return [{ module, [key]: reach === 'all' ? [all] : reach, acl: { read: true } }]
}
