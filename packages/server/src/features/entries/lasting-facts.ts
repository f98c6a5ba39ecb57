import type { Reader, Writer } from '../../database/database.ts'
import { oncePerTransaction } from '../../database/once-per-transaction.ts'
import { raiseContentVersion } from '../authority.ts'
import { readContentType } from '../content/read-content-type.ts'
import { readDraftView, readEnvironmentViews } from '../content/views.ts'
import { readLocales } from '../locales/queries.ts'

// What no write of entries changes: a bulk write asks for it once, not once for each of its items.

/** A content type by slug or id, kept as it is until the transaction ends. */
export const readHeldType = oncePerTransaction((db: Reader, spaceId: string, branchId: string, segment: string) =>
  readContentType(db, spaceId, branchId, segment, { hold: true }),
)

/** The view in which working copies are indexed. */
export const readIndexedView = oncePerTransaction(readDraftView)

/** A branch's views of the space's environments, the oldest first. */
export const readViews = oncePerTransaction(readEnvironmentViews)

/** Once is enough: nobody sees what a transaction does before its end. */
const outdateEnvironment = oncePerTransaction(raiseContentVersion)

/**
 * Outdates the answers of environments. Answers the versions under which all that the transaction changes there is told, by view.
 *
 * Whoever raises a version next waits for the end of the transaction, so that versions are in the order of commits: ask before
 * writing what is told. In an order of their own, so that nobody waits for who waits for him.
 */
export async function outdateViews(
  tx: Writer,
  spaceId: string,
  places: readonly { readonly viewId: string; readonly environmentId: string }[],
): Promise<ReadonlyMap<string, number>> {
  const environments = new Map(places.map(({ viewId, environmentId }) => [viewId, environmentId]))
  const seqs = new Map<string, number>()
  for (const [viewId, id] of [...environments].toSorted(([, one], [, other]) => (one < other ? -1 : 1))) {
    seqs.set(viewId, await outdateEnvironment(tx, spaceId, id))
  }
  return seqs
}

/** The codes of a space's locales, in their order. */
export const readLocaleCodes = oncePerTransaction(async (db: Reader, spaceId: string): Promise<readonly string[]> => {
  const locales = await readLocales(db, spaceId)
  return locales.map(({ code }) => code)
})
