import { join } from 'node:path'
import type { BlobStore } from '../blobs/blob-store.ts'
import { DiskBlobStore } from '../blobs/blob-store-disk.ts'
import { S3BlobStore, type S3Location } from '../blobs/blob-store-s3.ts'
import { Staging } from '../blobs/staging.ts'
import { ImageSizes } from './image-sizes.ts'

/** What files may be uploaded. */
export interface FileLimits {
  readonly bytesMax: number
  /** Of an image, width times height: what it takes to show it, however small its file is. */
  readonly pixelsMax: number
  /** Media types by what the bytes are: `image/*`, `application/pdf`. */
  readonly types: readonly string[]
}

/** Where files are kept, and which may be. */
export interface FileSettings {
  /** Holds what is on its way in, images in other sizes, and without `s3` the files themselves. */
  readonly folder: string
  readonly s3: S3Location | null
  readonly limits: FileLimits
  /** Images in other sizes take so many bytes of disk at most. */
  readonly sizesBytesMax: number
}

/** Everything about the bytes of files. */
export interface Files {
  readonly blobs: BlobStore
  readonly staging: Staging
  readonly sizes: ImageSizes
  readonly limits: FileLimits
}

export function openFiles({ folder, s3, limits, sizesBytesMax }: FileSettings): Files {
  const blobs = s3 === null ? new DiskBlobStore(join(folder, 'blobs')) : new S3BlobStore(s3)
  return {
    blobs,
    staging: new Staging(join(folder, 'incoming')),
    sizes: new ImageSizes({
      folder: join(folder, 'sizes'),
      blobs,
      pixelsMax: limits.pixelsMax,
      bytesMax: sizesBytesMax,
    }),
    limits,
  }
}

/** What is taken where an instance says nothing else. */
export const limitsDefault: FileLimits = {
  bytesMax: 512 * 1024 * 1024,
  pixelsMax: 100_000_000,
  types: [
    'image/*',
    'audio/*',
    'video/*',
    'font/*',
    'text/*',
    'application/json',
    'application/pdf',
    'application/xml',
    'application/xhtml+xml',
    'application/zip',
    'application/gzip',
    'application/rtf',
    'application/epub+zip',
    'application/msword',
    'application/x-cfb',
    'application/vnd.ms-*',
    'application/vnd.oasis.opendocument.*',
    'application/vnd.openxmlformats-officedocument.*',
  ],
}
