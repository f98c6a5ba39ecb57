import type { Release, ReleaseItem } from '@latchkey/contract/releases/schemas'
import type { Static } from '@latchkey/contract/schema'
import type { Reader } from '../../database/database.ts'
import { creatorOf } from '../../lib/creator.ts'
import { type EnvironmentView, readEnvironmentViews } from '../content/views.ts'
import type { EntryState } from '../entries/state.ts'
import type { ItemRow } from './item-queries.ts'
import { storedList } from './load-release.ts'
import type { ReleaseRow } from './queries.ts'

/** A release on the wire. */
export async function showRelease(db: Reader, release: ReleaseRow): Promise<Static<typeof Release>> {
  return render(release, await readEnvironmentViews(db, release.space_id, release.branch_id))
}

export function render(release: ReleaseRow, views: readonly EnvironmentView[]): Static<typeof Release> {
  const { failure, failed_at: failedAt } = release
  const people = storedList(release.people)
  return {
    id: release.id,
    name: release.name,
    description: release.description,
    state: release.state,
    environments: environmentsOf(release, views).map(({ environment }) => environment),
    owner: release.owner_id,
    people: people && [...people],
    release_at: isoTime(release.release_at),
    failure: failure === null || failedAt === null ? null : { reason: failure, at: new Date(failedAt).toISOString() },
    published_at: isoTime(release.published_at),
    created_by: creatorOf(release) ?? 'installation',
    created_at: new Date(release.created_at).toISOString(),
    updated_at: new Date(release.updated_at).toISOString(),
    version: release.version,
  }
}

/** Where a release publishes; environments that are gone are left out. */
export function environmentsOf(release: ReleaseRow, views: readonly EnvironmentView[]): readonly EnvironmentView[] {
  const ids = storedList(release.environments)
  return views.filter(({ environmentId }) => ids.includes(environmentId))
}

/** An item on the wire. Whether the working copy is newer is told to who may read it. */
export function renderItem(
  item: ItemRow,
  { row, type }: EntryState,
  mayReadDraft: boolean,
): Static<typeof ReleaseItem> {
  const publishes = item.action === 'publish'
  const locales = storedList(item.locales)
  return {
    entry: { id: row.id, type: type.slug, slug: item.slug },
    action: item.action,
    version: publishes ? item.version : null,
    locales: locales && [...locales],
    outdated: mayReadDraft ? publishes && item.version !== row.version : null,
    pinned_at: new Date(item.pinned_at).toISOString(),
  }
}

/** Revisions by locale, as they were stored. */
export function storedRevisions({ revisions }: Pick<ItemRow, 'revisions'>): Readonly<Record<string, string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by pinEntry.
  return JSON.parse(revisions) as Readonly<Record<string, string>>
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
