import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import type { Row } from '../database/tables.ts'
import { DamagedBackup, headName, macName, type Manifest, manifestName, parseHead, parseManifest } from './format.ts'

/** Longer members than this are bytes of files; all others are held in memory as a whole. */
const memberBytesMax = 256 * 1024 * 1024

/** What a backup holds, in the order in which it is read. */
export interface BackupVisitor {
  rows?(table: string, rows: readonly Row[]): Promise<void>
  /** The stream has to be read to its end. */
  blob?(name: string, stream: AsyncIterable<Uint8Array>): Promise<void>
}

/** What stands at the end of a backup. */
export interface BackupEnd {
  readonly manifest: Manifest
  /** The manifest as it is signed. */
  readonly manifestBytes: Buffer
  readonly mac: string
}

/**
 * Reads a backup from end to end and compares every member with the manifest. Throws `DamagedBackup` at the first thing that is not
 * as it was written, the end that is missing included; what was visited before that is not to be trusted.
 */
export async function readBackup(source: Readable, visitor: BackupVisitor = {}): Promise<BackupEnd> {
  const members = extract()
  const unpacked = pipeline(source, createGunzip(), members)
  // Told by the loop below, which fails with it.
  unpacked.catch(() => undefined)
  const reading = new Reading(visitor)
  try {
    for await (const entry of members)
      await reading.take(entry.header.name, entry.header.size ?? 0, Readable.from(entry))
    await unpacked
  } catch (error) {
    throw isDamage(error)
      ? new DamagedBackup('The file is damaged, cut short, or no backup at all.', { cause: error })
      : error
  }
  return reading.end()
}

/** What zlib and tar-stream say of bytes that are not theirs. */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedBackup || !(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_') || /tar|unexpected end|premature close/i.test(error.message)
}

class Reading {
  readonly #visitor: BackupVisitor
  readonly #seen: Manifest['members'] = []
  readonly #texts = new Map<string, Buffer>()
  readonly #rows = new Map<string, number>()

  constructor(visitor: BackupVisitor) {
    this.#visitor = visitor
  }

  async take(name: string, size: number, stream: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.#seen.length === 0 && name !== headName) throw new DamagedBackup('This is no backup of Latchkey.')
    const digest = createHash('sha256')
    let bytes = 0
    const digested = (async function* () {
      for await (const chunk of stream) {
        digest.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    })()
    if (name.startsWith('blobs/')) {
      await this.#visitor.blob?.(name.slice('blobs/'.length), digested)
      for await (const _rest of digested);
    } else {
      if (size > memberBytesMax) throw new DamagedBackup(`The member ${name} is too long.`)
      await this.#takeText(name, await buffer(digested))
    }
    this.#seen.push({ name, bytes, sha256: digest.digest('hex') })
  }

  async #takeText(name: string, bytes: Buffer): Promise<void> {
    const table = /^tables\/([a-z_]+)\/\d+\.ndjson$/.exec(name)?.[1]
    if (table !== undefined) {
      const rows = parseRows(name, bytes)
      this.#rows.set(table, (this.#rows.get(table) ?? 0) + rows.length)
      await this.#visitor.rows?.(table, rows)
    } else if (name === headName || name === manifestName || name === macName) {
      this.#texts.set(name, bytes)
      if (name === headName) parseHead(bytes.toString())
    } else {
      throw new DamagedBackup(`The backup holds ${name}, which is none of its members.`)
    }
  }

  end(): BackupEnd {
    const manifestBytes = this.#texts.get(manifestName)
    const mac = this.#texts.get(macName)
    if (manifestBytes === undefined || mac === undefined)
      throw new DamagedBackup('The backup has no end: it was cut short.')
    const manifest = parseManifest(manifestBytes.toString())
    const found = this.#seen.filter(({ name }) => name !== manifestName && name !== macName)
    for (let at = 0; at < Math.max(found.length, manifest.members.length); at += 1) {
      const [is, was] = [found[at], manifest.members[at]]
      if (is?.name !== was?.name || is?.sha256 !== was?.sha256 || is?.bytes !== was?.bytes) {
        throw new DamagedBackup(`The member ${was?.name ?? is?.name} is not what was written.`)
      }
    }
    for (const [table, rows] of Object.entries(manifest.rows)) {
      const count = this.#rows.get(table) ?? 0
      if (count !== rows) throw new DamagedBackup(`The table ${table} has ${count} rows, not ${rows}.`)
    }
    return { manifest, manifestBytes, mac: mac.toString() }
  }
}

function parseRows(name: string, bytes: Buffer): Row[] {
  try {
    return bytes
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a line that is no row fails where its columns are asked for.
        (line) => JSON.parse(line) as Row,
      )
  } catch (error) {
    throw new DamagedBackup(`The member ${name} cannot be read.`, { cause: error })
  }
}
