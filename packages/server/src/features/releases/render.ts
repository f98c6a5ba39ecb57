import type { Release, ReleaseItem } from '@latchkey/contract/releases/schemas'
import type { Static } from '@latchkey/contract/schema'
import type { Reader } from '../../database/database.ts'
import { creatorOf } from '../../lib/creator.ts'
import { type EnvironmentView, readEnvironmentViews } from '../content/views.ts'
import { shared } from '../content/field-values.ts'
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
    serial: release.serial,
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

/**
 * An item on the wire. `shown`: the locales in which it is shown. `compared`: those in which the working copy may be compared
 * with it; null: in none.
 */
export function renderItem(
  item: ItemRow,
  state: EntryState,
  { shown, compared }: { readonly shown: readonly string[]; readonly compared: readonly string[] | null },
): Static<typeof ReleaseItem> {
  const { row, type } = state
  const publishes = item.action === 'publish'
  return {
    entry: { id: row.id, type: type.slug, slug: item.slug },
    action: item.action,
    version: publishes ? item.version : null,
    locales: item.locales === null ? null : [...shown],
    outdated: compared === null ? null : publishes && isOutdated(item, state, compared),
    pinned_at: new Date(item.pinned_at).toISOString(),
  }
}

/** Whether the working copy has another slug, or holds anything else in one of the locales or for all of them. */
function isOutdated(item: ItemRow, { row, heads }: EntryState, locales: readonly string[]): boolean {
  const revisions = storedRevisions(item)
  const chosen = storedList(item.locales)
  const compared = [shared, ...locales.filter((code) => chosen?.includes(code) ?? true)]
  return item.slug !== row.slug || compared.some((locale) => heads.get(locale)?.revisionId !== revisions[locale])
}

/** Revisions by locale, as they were stored. */
export function storedRevisions({ revisions }: Pick<ItemRow, 'revisions'>): Readonly<Record<string, string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by pinEntry.
  return JSON.parse(revisions) as Readonly<Record<string, string>>
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
