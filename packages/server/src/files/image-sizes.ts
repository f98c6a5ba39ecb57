import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { fits, formats } from '@latchkey/contract/delivery-assets/sizes'
import { problems } from '@latchkey/contract/problems'
import type { BlobStore } from '../blobs/blob-store.ts'
import { limitAtOnce } from '../lib/limit-at-once.ts'
import type { FileContent } from '../pipeline/file-answer.ts'
import { refuse } from '../pipeline/refusal.ts'
import { loadSharp } from './sharp.ts'

/** How an image is wanted. */
export interface ImageWish {
  readonly width?: number
  readonly height?: number
  readonly fit: (typeof fits)[number]
  readonly format: (typeof formats)[number]
  readonly quality: number
}

/** More would take the processor from everybody else. */
const atOnceMax = 2
const waitingMax = 100
/** A larger original is not read for another size of it. */
export const originalBytesMax = 64 * 1024 * 1024
/** Background of what an image leaves free; formats without transparency show it as black. */
const clear = { r: 255, g: 255, b: 255, alpha: 0 }

/**
 * Images in other sizes, made when they are first asked for, two at a time and each once, and kept in a folder of limited
 * size: the ones that were not asked for longest go first. The folder can be emptied at any time.
 */
export class ImageSizes {
  readonly #folder: string
  readonly #blobs: BlobStore
  readonly #pixelsMax: number
  readonly #bytesMax: number
  readonly #inTurn = limitAtOnce(atOnceMax, waitingMax)
  readonly #underWay = new Map<string, Promise<void>>()
  /** Bytes by file, the one that was asked for longest ago first. */
  #kept: Promise<Map<string, number>> | null = null

  constructor(parts: { folder: string; blobs: BlobStore; pixelsMax: number; bytesMax: number }) {
    this.#folder = parts.folder
    this.#blobs = parts.blobs
    this.#pixelsMax = parts.pixelsMax
    this.#bytesMax = parts.bytesMax
  }

  /** An image as it is wanted. Refuses it where sharp is missing, and what cannot be read as an image. */
  async get(blob: string, wish: ImageWish): Promise<FileContent> {
    const name = nameOf(blob, wish)
    const path = join(this.#folder, name)
    const kept = await this.#index()
    if (!kept.has(name)) await this.#makeOnce(blob, wish, name)
    touch(kept, name)
    const { size } = await stat(path)
    return {
      bytes: size,
      mediaType: `image/${wish.format}`,
      open: async (range) => (await open(path, 'r')).createReadStream(range ?? {}),
    }
  }

  #makeOnce(blob: string, wish: ImageWish, name: string): Promise<void> {
    const underWay = this.#underWay.get(name)
    if (underWay !== undefined) return underWay
    const made = this.#inTurn(() => this.#make(blob, wish, name)).finally(() => this.#underWay.delete(name))
    this.#underWay.set(name, made)
    return made
  }

  async #make(blob: string, { width, height, fit, format, quality }: ImageWish, name: string): Promise<void> {
    const sharp = await loadSharp()
    if (sharp === null) throw refuse(problems.sizesUnavailable)
    const original = await this.#blobs.open(blob)
    if (original === null) throw refuse(problems.unavailable)
    const path = join(this.#folder, name)
    const image = sharp({ limitInputPixels: this.#pixelsMax, failOn: 'error' })
      .autoOrient()
      .resize({
        ...(width !== undefined && { width }),
        ...(height !== undefined && { height }),
        fit,
        background: clear,
        withoutEnlargement: fit === 'inside',
      })
      .toFormat(format, { quality, ...(format === 'avif' && { effort: 3 }) })
    try {
      const [, made] = await Promise.all([pipeline(original, image), image.toBuffer()])
      await this.#keep(name, path, made)
    } catch (error) {
      if (error instanceof Error && 'code' in error) throw error
      throw refuse(problems.fileRefused, 'The file cannot be read as an image.')
    }
  }

  async #keep(name: string, path: string, bytes: Buffer): Promise<void> {
    const file = await open(`${path}.part`, 'w', 0o600)
    try {
      await file.writeFile(bytes)
    } finally {
      await file.close()
    }
    await rename(`${path}.part`, path)
    const kept = await this.#index()
    kept.set(name, bytes.length)
    let total = 0
    for (const each of kept.values()) total += each
    for (const [oldest, size] of kept) {
      if (total <= this.#bytesMax || oldest === name) break
      kept.delete(oldest)
      total -= size
      await rm(join(this.#folder, oldest), { force: true })
    }
  }

  /** What an earlier process has left counts too. */
  #index(): Promise<Map<string, number>> {
    this.#kept ??= indexOf(this.#folder)
    return this.#kept
  }
}

async function indexOf(folder: string): Promise<Map<string, number>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept = new Map<string, number>()
  for (const name of await readdir(folder)) {
    if (name.endsWith('.part')) await rm(join(folder, name), { force: true })
    else kept.set(name, (await stat(join(folder, name))).size)
  }
  return kept
}

function touch(kept: Map<string, number>, name: string): void {
  const bytes = kept.get(name)
  if (bytes === undefined) return
  kept.delete(name)
  kept.set(name, bytes)
}

/** A name for an image in a size: also the end of its ETag. */
export function nameOf(blob: string, { width, height, fit, format, quality }: ImageWish): string {
  const text = [blob, width ?? '', height ?? '', fit, format, quality].join(' ')
  return createHash('sha256').update(text).digest('base64url').slice(0, 32)
}
