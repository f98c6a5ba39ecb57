import { createHash, type Hash } from 'node:crypto'
import { finished, pipeline } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import type { KeyRing } from '@latchkey/tokens/key-ring'
import { pack, type Pack } from 'tar-stream'
import type { Database, Reader } from '../database/database.ts'
import { readMigrations, readTables, type Row, rowsOf } from '../database/tables.ts'
import type { JournalPosition } from '../revocations/journal.ts'
import { version } from '../version.ts'
import { type BackupBlobs, blobNames } from './backup-blobs.ts'
import { formatVersion, type Head, headName, macName, type Manifest, manifestName, signManifest } from './format.ts'
import { keeperWithoutSessions } from './kept-rows.ts'

/** Rows are read so many at a time: a page keeps the event loop for a few milliseconds. */
const pageRows = 200
/** Rows are collected to members of about this size. */
const memberBytes = 1024 * 1024

export interface BackupOptions {
  readonly database: Database
  readonly ring: KeyRing
  /** Null leaves the bytes of files out. */
  readonly blobs: BackupBlobs | null
  /** Where the journal of revocations stands, asked before the snapshot is taken. */
  readonly journal: () => Promise<JournalPosition | null>
  readonly now: () => number
  /** Leaves off when it is aborted. */
  readonly signal?: AbortSignal
}

/**
 * Writes everything that the installation knows as one consistent state: of one snapshot, which holds all that was answered
 * before the call. Others read and write meanwhile. The target is ended; what came out when this throws is no backup.
 */
export async function writeBackup(options: BackupOptions, target: Writable): Promise<Manifest> {
  const tar = pack()
  const written = pipeline(tar, createGzip(), target)
  try {
    const members = new Members(tar)
    const manifest = await writeMembers(options, members)
    await written
    return manifest
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error(String(error)))
    await written.catch(() => undefined)
    throw error
  }
}

async function writeMembers(options: BackupOptions, members: Members): Promise<Manifest> {
  const { database, ring, blobs } = options
  const journal = await options.journal()
  const taken = await database.read(async (db) => {
    const head: Head = {
      format: formatVersion,
      latchkey: version,
      created_at: new Date(options.now()).toISOString(),
      schema: [...(await readMigrations(db))],
      journal,
    }
    await members.add(headName, JSON.stringify(head, null, 2))
    const rows = await writeTables(db, members, options.signal)
    const heads = await db.selectFrom('audit_chains').selectAll().execute()
    const chains = Object.fromEntries(heads.map(({ chain_id, seq, hash }) => [chain_id, { seq, hash }]))
    return { head, rows, chains, names: blobs === null ? [] : await blobNames(db) }
  })
  const missing = blobs === null ? [] : await writeBlobs(blobs, taken.names, members, options.signal)
  const { names: _names, ...told } = taken
  const manifest: Manifest = { ...told, members: [...members.written], blobs: { included: blobs !== null, missing } }
  const text = JSON.stringify(manifest)
  await members.add(manifestName, text)
  await members.add(macName, signManifest(ring.current, Buffer.from(text)))
  members.end()
  return manifest
}

async function writeTables(
  db: Reader,
  members: Members,
  signal: AbortSignal | undefined,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const keeper = await keeperWithoutSessions(db)
  for (const table of await readTables(db)) {
    const keep = keeper(table)
    if (keep === null) continue
    let lines: string[] = []
    let bytes = 0
    let part = 0
    let count = 0
    const flush = async () => {
      part += 1
      await members.add(`tables/${table.name}/${String(part).padStart(6, '0')}.ndjson`, lines.join(''))
      lines = []
      bytes = 0
    }
    for await (const page of rowsOf(db, table, pageRows)) {
      signal?.throwIfAborted()
      for (const row of page) {
        const kept = keep(row)
        if (kept === null) continue
        const line = `${JSON.stringify(kept, plainValue)}\n`
        lines.push(line)
        bytes += line.length
        count += 1
      }
      if (bytes >= memberBytes) await flush()
      // Requests get their turn between two pages.
      await setImmediate()
    }
    if (lines.length > 0) await flush()
    counts[table.name] = count
  }
  return counts
}

/** Columns hold texts, numbers and nothing else; whatever comes besides would not come back as it was. */
function plainValue(this: Row, key: string, value: unknown): unknown {
  if (key === '' || value === null || typeof value === 'string' || Number.isFinite(value)) return value
  throw new Error(`A column ${key} holds ${typeof value}: teach the backup how to keep it.`)
}

async function writeBlobs(
  blobs: BackupBlobs,
  names: Iterable<string>,
  members: Members,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const missing: string[] = []
  for (const name of names) {
    signal?.throwIfAborted()
    const [bytes, stream] = [await blobs.size(name), await blobs.open(name)]
    if (bytes === null || stream === null) missing.push(name)
    else await members.addStream(`blobs/${name}`, stream, bytes)
  }
  return missing
}

/** The members of the archive, each noted with its digest. */
class Members {
  readonly written: { name: string; bytes: number; sha256: string }[] = []
  readonly #tar: Pack

  constructor(tar: Pack) {
    this.#tar = tar
  }

  async add(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    const entry = this.#tar.entry({ name, size: bytes.length, mode: 0o600 })
    entry.end(bytes)
    await finished(entry)
    this.#note(name, bytes.length, createHash('sha256').update(bytes))
  }

  async addStream(name: string, stream: AsyncIterable<Uint8Array>, size: number): Promise<void> {
    const digest = createHash('sha256')
    const entry = this.#tar.entry({ name, size, mode: 0o600 })
    await pipeline(
      stream,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          digest.update(chunk)
          yield chunk
        }
      },
      entry,
    )
    this.#note(name, size, digest)
  }

  end(): void {
    this.#tar.finalize()
  }

  #note(name: string, bytes: number, digest: Hash): void {
    this.written.push({ name, bytes, sha256: digest.digest('hex') })
  }
}
