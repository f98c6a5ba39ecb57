import { createHash } from 'node:crypto'
import { listDeliveredAssets } from '@latchkey/contract/delivery-assets/operations'
import type { listChanges } from '@latchkey/contract/delivery-changes/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { kinds } from '@latchkey/tokens/kinds'
import { hasOperation } from '../../pipeline/gate.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { localeReach } from '../content/locale-reach.ts'
import { readContentTypes } from '../content/read-content-type.ts'
import { asksForTags, readable, readableIn } from '../content/readable.ts'
import { publishedSource } from '../content/source.ts'
import { readPlace } from '../delivery/place.ts'
import { mayReadSome, refuseLocale, type Visit } from '../delivery/reading.ts'
import { type AssetVisit, readableAssets } from '../delivery-assets/delivered-asset.ts'
import type { Everything } from '../delivery-space/visit.ts'
import { readVersion } from './queries.ts'

type ChangesQuery = InputOf<typeof listChanges>['query']

/** What a request is told the changes of. */
export interface ChangesVisit {
  readonly visit: Visit
  /** Null where no entry may be read, or none is asked for. */
  readonly entries: Everything | null
  /** Slug of the one type that is asked for; null for all. */
  readonly type: string | null
  /** Null where no file may be read, or none is asked for. */
  readonly assets: AssetVisit | null
  /** The environment's content version: what has a later one was not seen. */
  readonly version: number
  /** Digest of what is read and where: a cursor goes on where this is the same. */
  readonly reach: string
}

export async function readChangesVisit(context: Context, query: ChangesQuery): Promise<ChangesVisit> {
  const { db, caller, space, branch } = context
  const { locale = space.defaultLocale, environment, only, type = null } = query
  const place = await readPlace(context, { ...(environment !== undefined && { environment }) })
  const { version, era } = await readVersion(db, place.view)
  const visit = { db, caller, space, branch, place, locale }
  const entries = only === 'assets' ? null : await readEntries(visit)
  const withAssets = only !== 'entries' && type === null && hasOperation(listDeliveredAssets, caller)
  const assets = withAssets ? { db, caller, space, branch: whoseAssets(context), place, query: placeOf(query) } : null
  const filters = [entries?.reach, assets && [readableAssets(assets), kinds[caller.principal.kind].assets]]
  const reach = createHash('sha256')
    .update(JSON.stringify([era, place.view, type, ...filters]))
    .digest('base64url')
  return { visit, entries, type, assets, version, reach }
}

/** Entries of all types: what may be read of them does not hang on which types there are. */
async function readEntries(visit: Visit): Promise<Everything | null> {
  const { db, caller, space, branch, place, locale } = visit
  const reading = { space, status: 'published' } as const
  if (readable(caller, reading, place.locales).is === 'none') return null
  const reach = localeReach(place.locales, locale, (code) => readableIn(caller, reading, code))
  if (reach === null) throw refuseLocale()
  const types = (await readContentTypes(db, space.id, branch.id)).filter((type) => mayReadSome(visit, type))
  const withCreator = kinds[caller.principal.kind].delivers !== 'published'
  const withTags = asksForTags(caller)
  const source = { spaceId: space.id, branchId: branch.id, view: place.view, typeId: null, withCreator, withTags }
  return { visit, types, source: publishedSource(db, source), reach }
}

/** What the address of a file has to say. */
function placeOf({ environment, branch }: ChangesQuery): AssetVisit['query'] {
  return { ...(environment !== undefined && { environment }), ...(branch !== undefined && { branch }) }
}
