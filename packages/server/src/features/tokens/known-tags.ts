import { media } from '@latchkey/contract/actions'
import type { Grant } from '@latchkey/policy/grant'
import { filterForAll } from '@latchkey/policy/layers'
import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import { filterCondition } from '../../database/filter-condition.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { workingAssets } from '../assets/asset-source.ts'
import { bearsIn } from '../content/borne-tags.ts'
import { entriesPassing, entryTagViews } from '../content/entries-passing.ts'
import { readable } from '../content/readable.ts'
import { readLocales } from '../locales/queries.ts'

/**
 * Which of the tags that denies name something bears that the asker may read, in any of his branches. Tags are knowledge: of
 * others it is not said whether they are borne.
 */
export async function knownTags(
  db: Reader,
  { caller, space }: { readonly caller: Caller; readonly space: SpaceFacts },
  grants: readonly Grant[],
): Promise<ReadonlySet<string>> {
  const denied = grants.flatMap(({ effect, conditions }) => (effect === 'deny' ? (conditions?.tags ?? []) : []))
  const known = new Set<string>()
  for (const tag of new Set(denied)) if (await isBorne(db, caller, space, tag)) known.add(tag)
  return known
}

async function isBorne(db: Reader, caller: Caller, space: SpaceFacts, tag: string): Promise<boolean> {
  const branches = [...new Set([...caller.branches.values()].map(({ id }) => id))]
  if (branches.length === 0) return false
  const filter = readable(caller, { space }, await readLocales(db, space.id))
  const entry = await entriesPassing(db, space.id, filter)
    .where('entries.branch_id', 'in', branches)
    .where(bearsIn(entryTagViews.shown, sql.ref('entries.id'), [tag]))
    .select('entries.id')
    .limit(1)
    .executeTakeFirst()
  if (entry !== undefined) return true
  const query = { collection: { area: 'media', space }, principal: caller.principal.name }
  const files = filterForAll(caller.layers, media.read.name, query)
  for (const branchId of branches) {
    const { from, where, tags, filterColumns } = workingAssets(db, { spaceId: space.id, branchId })
    const { rows } = await sql`select a.id from ${from} where ${where} and ${filterCondition(db, files, filterColumns)}
      and exists (select 1 from ${tags.from} where ${tags.text} = ${tag}) limit 1`.execute(db)
    if (rows.length > 0) return true
  }
  return false
}
