import type { Reader } from '../../database/database.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { readContentType } from '../content/read-content-type.ts'
import { readable } from '../content/readable.ts'
import { readLocales } from '../locales/queries.ts'
import type { Trash } from './queries.ts'

interface Looking {
  readonly db: Reader
  readonly space: SpaceFacts
  readonly caller: Caller
  readonly branchId: string
  /** A type's slug or id; absent for all. */
  readonly type: string | undefined
}

/** What of the trash the caller may see: the entries that he may read in some locale. Null for a type of which that is none. */
export async function findTrash({ db, space, caller, branchId, type: segment }: Looking): Promise<Trash | null> {
  const type = segment === undefined ? null : await readContentType(db, space.id, branchId, segment)
  if (segment !== undefined && type === null) return null
  const locales = await readLocales(db, space.id)
  const filter = readable(caller, { space, ...(type && { type: type.slug }) }, locales)
  if (type !== null && filter.is === 'none') return null
  return { spaceId: space.id, branchId, typeId: type?.id ?? null, filter }
}
