import type { Reader } from '../../database/database.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { creatorOf } from '../../lib/creator.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import type { BranchFacts, Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { tagsBorne } from '../content/borne-tags.ts'
import { readContentType } from '../content/read-content-type.ts'
import { readLocaleCodes } from '../entries/lasting-facts.ts'
import { readEntryRow, readSharedBodies } from '../entries/queries.ts'
import type { Asked, EntryFacts } from './request-of.ts'

/** What decides about the entry that a question names. Null for one that the asker may not read: as if there were none. */
export async function readEntryFacts(
  db: Reader,
  { space, branch }: { readonly space: SpaceFacts; readonly branch: BranchFacts },
  asker: Caller,
  { type, entry, action }: Asked,
): Promise<EntryFacts | null> {
  if (type === undefined || entry === undefined || action === 'content.create') return null
  const contentType = await readContentType(db, space.id, branch.id, type)
  if (contentType === null) return null
  const name = spaceColumn(entry) === 'id' ? { id: entry } : { typeId: contentType.id, slug: entry }
  const row = await readEntryRow(db, space.id, branch.id, name, { forUpdate: false })
  if (row === null || row.type_id !== contentType.id) return null
  const facts = {
    area: 'content',
    space,
    type: contentType.slug,
    id: row.id,
    name: row.slug,
    creator: creatorOf(row),
    status: row.state,
    ...tagsBorne(await readSharedBodies(db, row)),
  }
  return mayRead(asker, facts, await readLocaleCodes(db, space.id)) ? facts : null
}
