import { problems } from '@latchkey/contract/problems'
import { newBlobName } from '../../blobs/blob-store.ts'
import { type StagedFile, TooManyBytes } from '../../blobs/staging.ts'
import { isStorageFailure } from '../../blobs/storage-failure.ts'
import { DamagedImage } from '../../files/file-bytes.ts'
import { inspectFile } from '../../files/inspect-file.ts'
import { isTaken } from '../../files/media-type.ts'
import { Refusal, refuse } from '../../pipeline/refusal.ts'
import type { Upload } from '../../pipeline/upload.ts'
import type { Services } from '../../services.ts'

/** Bytes that are in the store under a name that nobody knows yet. */
export interface ReceivedFile {
  readonly blob: string
  readonly bytes: number
  readonly digest: string
  readonly mediaType: string
  readonly width: number | null
  readonly height: number | null
}

/** Takes a file in: to the staging folder as it comes, inspected, and then into the store. */
export async function receiveFile(services: Services, upload: Upload, fileName: string): Promise<ReceivedFile> {
  const { staging } = services.files
  const staged = await stage(services, upload)
  try {
    return await storeFile(services, staged, fileName)
  } finally {
    await staging.discard(staged.path)
  }
}

/** The bytes of an upload in the staging folder, whole. */
export async function stage({ files }: Services, { stream, arrived }: Upload): Promise<StagedFile> {
  const { staging, limits } = files
  try {
    const staged = await staging.receive(stream, limits.bytesMax)
    await arrived
    return staged
  } catch (error) {
    if (error instanceof TooManyBytes) {
      throw refuse(problems.fileTooLarge, `A file may have ${limits.bytesMax} bytes.`)
    }
    if (error instanceof Refusal || isStorageFailure(error) || !stream.errored) throw error
    throw refuse(problems.malformedRequest, 'The file ends too early.')
  }
}

/** Inspects a staged file and keeps it. Refuses what this server does not take. */
export async function storeFile(
  { files, random }: Services,
  staged: StagedFile,
  fileName: string,
): Promise<ReceivedFile> {
  const { staging, blobs, limits } = files
  if (staged.bytes === 0) throw refuse(problems.fileRefused, 'There are no bytes.')
  const { path, bytes, digest, mediaType, size } = await inspect(staging, staged, fileName)
  try {
    if (!isTaken(limits.types, mediaType)) {
      throw refuse(problems.fileRefused, `This server takes no files of the type ${mediaType}.`)
    }
    if (size !== null && size.width * size.height > limits.pixelsMax) {
      throw refuse(problems.fileRefused, `An image may have ${limits.pixelsMax} pixels.`)
    }
    const blob = newBlobName(random)
    await blobs.keep(blob, path)
    return { blob, bytes, digest, mediaType, width: size?.width ?? null, height: size?.height ?? null }
  } finally {
    await staging.discard(path)
  }
}

async function inspect(staging: Services['files']['staging'], staged: StagedFile, fileName: string) {
  try {
    return await inspectFile(staging, staged, fileName)
  } catch (error) {
    if (error instanceof DamagedImage) throw refuse(problems.fileRefused, `The image is damaged. ${error.message}`)
    throw error
  }
}

/** Takes back what no asset has come of. */
export async function discardFile({ blob }: Pick<ReceivedFile, 'blob'>, { files }: Services): Promise<void> {
  await files.blobs.remove(blob)
}
