import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { StagedFile, Staging } from '../blobs/staging.ts'
import { blankLocation } from './blank-location.ts'
import { type CleanImage, cleanJpeg } from './clean-jpeg.ts'
import { cleanPng } from './clean-png.ts'
import { cleanWebp } from './clean-webp.ts'
import type { ImageSize } from './exif.ts'
import { FileBytes, joinPieces } from './file-bytes.ts'
import { mediaTypeOf } from './media-type.ts'
import { measureImage } from './sharp.ts'

/** A file that is known for what it is, and says nothing about where it was made. */
export interface InspectedFile extends StagedFile {
  readonly mediaType: string
  /** Null for what has no size in pixels, or none that can be told. */
  readonly size: ImageSize | null
}

/** Formats that are written anew without what they need not say. */
const cleaners: Readonly<Record<string, (file: FileBytes) => Promise<CleanImage>>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/apng': cleanPng,
  'image/webp': cleanWebp,
}

/**
 * Finds out what a staged file is, and takes the location out of images. Its place in the staging folder may be another
 * afterwards: the old one is discarded. Throws `DamagedImage`.
 */
export async function inspectFile(staging: Staging, file: StagedFile, fileName: string): Promise<InspectedFile> {
  const mediaType = await mediaTypeOf(file.path, fileName)
  if (!mediaType.startsWith('image/') || mediaType === 'image/svg+xml') return { ...file, mediaType, size: null }
  const clean = cleaners[mediaType]
  if (clean !== undefined) {
    const { pieces, size } = await reading(file, 'r', clean)
    const written = await staging.receive(Readable.from(joinPieces(file.path, pieces)), Number.POSITIVE_INFINITY)
    await staging.discard(file.path)
    return { ...written, mediaType, size }
  }
  await reading(file, 'r+', blankLocation)
  const { digest } = await staging.measure(file.path)
  return { ...file, digest, mediaType, size: await measureImage(file.path) }
}

async function reading<Result>(
  { path, bytes }: StagedFile,
  mode: 'r' | 'r+',
  work: (file: FileBytes) => Promise<Result>,
): Promise<Result> {
  await using handle = await open(path, mode)
  return await work(new FileBytes(handle, bytes))
}
