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

/**
 * Outdates the answers of an environment. Once is enough: nobody sees what a transaction does before its end.
 */
export const outdateEnvironment = oncePerTransaction(async (tx: Writer, spaceId: string, environmentId: string) => {
  await raiseContentVersion(tx, spaceId, [environmentId])
  return true
})

/** The codes of a space's locales, in their order. */
export const readLocaleCodes = oncePerTransaction(async (db: Reader, spaceId: string): Promise<readonly string[]> => {
  const locales = await readLocales(db, spaceId)
  return locales.map(({ code }) => code)
})
