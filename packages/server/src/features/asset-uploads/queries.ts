import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

export type UploadRow = Selectable<Schema['asset_uploads']>

export async function insertUpload(tx: Writer, row: UploadRow): Promise<void> {
  await tx.insertInto('asset_uploads').values(row).execute()
}

/** An upload of a space that has not expired, by its id or its number; null when there is none. */
export async function readUpload(
  db: Reader,
  spaceId: string,
  name: string,
  { now, forUpdate }: { readonly now: number; readonly forUpdate: boolean },
): Promise<UploadRow | null> {
  const query = db
    .selectFrom('asset_uploads')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where((where) => (name.includes('-') ? where('id', '=', name) : where('serial', '=', Number(name))))
    .where('expires_at', '>', now)
  return (await (forUpdate ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

/** Records that the bytes have come, and under which name they are in the store. */
export async function markReceived(tx: Writer, id: string, blob: string): Promise<void> {
  await tx.updateTable('asset_uploads').set({ received: 1, blob }).where('id', '=', id).execute()
}

export async function deleteUpload(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('asset_uploads').where('id', '=', id).execute()
}

/** Forgets the uploads that nobody has completed in time. */
export async function deleteExpiredUploads(tx: Writer, now: number): Promise<void> {
  await tx.deleteFrom('asset_uploads').where('expires_at', '<=', now).execute()
}
