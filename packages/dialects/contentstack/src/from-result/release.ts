import type { ResultOf } from '@latchkey/contract/operation'
import type { listReleaseItems, showRelease } from '@latchkey/contract/releases/operations'
import { uidOf } from '../uids.ts'
import { creatorUid } from './creator.ts'

export function releaseOf(release: ResultOf<typeof showRelease>): Record<string, unknown> {
  const { id, name, description, state, environments } = release
  const creator = creatorUid(release.created_by)
  return {
    uid: uidOf(id),
    name,
    description,
    locked: state === 'published',
    archived: false,
    status: environments.map((environment) => ({ environment, status: state })),
    created_by: creator,
    updated_by: creator,
    created_at: release.created_at,
    updated_at: release.updated_at,
  }
}

export function releaseItemOf(item: ResultOf<typeof listReleaseItems>['items'][number]): Record<string, unknown> {
  const { entry, action, version, locales } = item
  return {
    uid: uidOf(entry.id),
    content_type_uid: entry.type,
    action,
    version,
    ...(locales !== null && { locale: locales[0], locales }),
  }
}
