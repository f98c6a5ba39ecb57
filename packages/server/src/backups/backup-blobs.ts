import type { Readable } from 'node:stream'
import type { Reader } from '../database/database.ts'

/** Where the bytes of files are read from and written to; the store of blobs, as far as a backup needs it. */
export interface BackupBlobs {
  open(name: string): Promise<Readable | null>
  size(name: string): Promise<number | null>
  /** Whole and durable when it resolves; the local file is gone afterwards. */
  keep(name: string, file: string): Promise<void>
  remove(name: string): Promise<void>
}

/** The names of all blobs that rows speak of, each once, in one snapshot. */
export async function blobNames(db: Reader): Promise<ReadonlySet<string>> {
  const assets = db.selectFrom('assets').select('blob')
  const rows = await assets.union(db.selectFrom('published_assets').select('blob')).execute()
  return new Set(rows.map(({ blob }) => blob))
}
