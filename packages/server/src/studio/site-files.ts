import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Coding, encode, encodedBytesMin } from '../pipeline/content-coding.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** One file of the built studio, in one coding. */
export interface SiteFile {
  readonly mediaType: string
  readonly coding: Coding | 'identity'
  readonly bytes: Buffer
}

/**
 * The files that the studio's page names. Their names hold a hash of what they are, so that one never changes.
 *
 * What exists is listed at the start: no path of a request reaches the disk. Each is read, and encoded, when it is first
 * asked for, and kept from then on.
 */
export class SiteFiles {
  readonly #folder: string
  readonly #names: ReadonlySet<string>
  readonly #kept = new Map<string, Promise<SiteFile>>()

  constructor(folder: string) {
    this.#folder = folder
    this.#names = new Set(readdirSync(folder).filter((name) => extname(name) in mediaTypes))
  }

  /** Null where there is no such file. */
  find(name: string, coding: Coding | 'identity'): Promise<SiteFile> | null {
    if (!this.#names.has(name)) return null
    const key = `${coding} ${name}`
    let file = this.#kept.get(key)
    if (file === undefined) {
      this.#kept.set(key, (file = this.#read(name, coding)))
      // What could not be read once may be readable the next time.
      file.catch(() => this.#kept.delete(key))
    }
    return file
  }

  async #read(name: string, coding: Coding | 'identity'): Promise<SiteFile> {
    const mediaType = mediaTypes[extname(name)] ?? 'application/octet-stream'
    const bytes = await readFile(join(this.#folder, name))
    const encodes = coding !== 'identity' && bytes.length >= encodedBytesMin && !name.endsWith('.woff2')
    return encodes
      ? { mediaType, coding, bytes: await encode(bytes, coding) }
      : { mediaType, coding: 'identity', bytes }
  }
}
