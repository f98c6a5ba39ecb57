import {
  completeAssetUpload,
  createAssetUpload,
  receiveAssetForm,
  receiveAssetUpload,
} from '@latchkey/contract/asset-uploads/operations'
import { prefixes } from '@latchkey/contract/operation'
import { problems } from '@latchkey/contract/problems'
import { newBlobName } from '../../blobs/blob-store.ts'
import type { Writer } from '../../database/database.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import { placeOf, signPlace, signUrl } from '../../lib/signed-url.ts'
import { type Context, type HandlerContext, implement, type ReceiveContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { Services } from '../../services.ts'
import { decodeMetadata, encodeMetadata, resultTarget } from '../assets/asset.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { discardFile, type ReceivedFile, stage, storeFile } from '../assets/receive-file.ts'
import { releaseBlob } from '../assets/release-blob.ts'
import { makeAsset, type NewAssetFacts, newTarget } from '../assets/upload-handlers.ts'
import { deleteUpload, insertUpload, markReceived, readUpload, type UploadRow } from './queries.ts'

/** How long the bytes may be sent, and the upload be completed, in milliseconds. */
const ttlMs = 60 * 60 * 1000

interface UploadFacts extends NewAssetFacts {
  readonly upload: UploadRow
}

type NamesUpload = Context<{ params: { upload: string }; query: unknown; body: unknown }>

/** An upload of the caller's own; nobody else knows of it. It is decided as when it was begun. */
async function loadUpload({
  db,
  space,
  branch,
  caller,
  input,
  now,
  operation,
}: NamesUpload): Promise<UploadFacts | null> {
  const forUpdate = operation.access !== 'read'
  const upload = await readUpload(db, space.id, input.params.upload, { now, forUpdate })
  if (upload === null || upload.branch_id !== branch.id || creatorOf(upload) !== caller.principal.name) return null
  const { tags } = decodeMetadata(upload.metadata)
  const names = { fileName: upload.file_name, category: upload.category ?? undefined, tags }
  return { target: newTarget(space, caller, names), upload }
}

/** Takes the bytes of an upload, once, by whichever of its addresses. */
const receiving = {
  load: loadUpload,
  receive: async ({ upload, facts, services }: ReceiveContext<unknown, UploadFacts>) => {
    const { blobs, staging } = services.files
    const staged = await stage(services, upload)
    try {
      assertSize(facts.upload, staged.bytes)
      const blob = newBlobName(services.random)
      await blobs.keep(blob, staged.path)
      return { blob }
    } finally {
      await staging.discard(staged.path)
    }
  },
  discard: discardFile,
  handle: async ({ db, facts, prepared }: HandlerContext<unknown, Writer, UploadFacts, { readonly blob: string }>) => {
    if (facts.upload.received === 1) throw refuse(problems.conflict, 'The bytes of this upload are here already.')
    await markReceived(db, facts.upload.id, prepared.blob)
    return null
  },
}

export const assetUploadImplementations = [
  implement(createAssetUpload, {
    prepare: async ({ body: { bytes, as } }, services) => {
      const { limits, blobs } = services.files
      if (bytes !== undefined && bytes > limits.bytesMax) {
        throw refuse(problems.fileTooLarge, `A file may have ${limits.bytesMax} bytes.`)
      }
      const blob = newBlobName(services.random)
      // Where nobody says how many there will be, they come through the server, which stops where it is too many.
      const url = bytes === undefined || as === 'form' ? null : await blobs.presign(blob, bytes, ttlMs / 1000)
      return { blob, url, serial: await services.nextSerial('asset') }
    },
    load: async ({ space, caller, input }): Promise<NewAssetFacts> => {
      const { file_name: fileName, category, tags = [] } = input.body
      return { target: newTarget(space, caller, { fileName, category, tags }) }
    },
    handle: async (context) => {
      const { db, facts, caller, input, services, prepared, space, now } = context
      const { bytes, as = 'bytes', private: isPrivate = false, metadata = {}, tags = [] } = input.body
      const { branchId } = whoseAssets(context)
      const id = services.newId()
      const expiresAt = now + ttlMs
      await insertUpload(db, {
        id,
        space_id: space.id,
        branch_id: branchId,
        blob: prepared.blob,
        bytes: bytes ?? services.files.limits.bytesMax,
        exact: bytes === undefined ? 0 : 1,
        received: 0,
        serial: prepared.serial,
        file_name: facts.target.name,
        category: facts.target.category,
        private: isPrivate ? 1 : 0,
        metadata: encodeMetadata(metadata, tags),
        ...creatorColumns(caller.principal.name),
        created_at: now,
        expires_at: expiresAt,
      })
      const shown = { id, serial: prepared.serial, expires_at: new Date(expiresAt).toISOString() }
      const below = `${prefixes.management}/spaces/${space.slug}/asset-uploads/${id}`
      const signing = { tokenId: caller.principal.tokenId, expiresAt, subject: 'upload' }
      if (as === 'form') {
        const place = placeOf(`${below}/form`, input.query)
        const ticket = signPlace(services.ring, { ...signing, place })
        return { ...shown, url: place, method: 'POST' as const, fields: { ticket } }
      }
      const url = prepared.url ?? signUrl(services.ring, { ...signing, place: placeOf(`${below}/file`, input.query) })
      return { ...shown, url, method: 'PUT' as const, fields: null }
    },
    created: ({ id }) => id,
  }),

  implement(receiveAssetUpload, receiving),
  implement(receiveAssetForm, receiving),

  implement(completeAssetUpload, {
    load: loadUpload,
    receive: ({ facts: { upload }, services }) => takeOver(services, upload),
    discard: discardFile,
    handle: async (context) => {
      const { db, facts, prepared, space, now } = context
      const { upload } = facts
      const asset = await makeAsset(context, {
        file: prepared,
        id: upload.id,
        serial: upload.serial,
        isPrivate: upload.private === 1,
        metadata: upload.metadata,
        branch: { spaceId: space.id, branchId: upload.branch_id },
      })
      await deleteUpload(db, upload.id)
      await releaseBlob(db, space.id, upload.blob, now)
      return asset
    },
    resultTarget,
    created: ({ id }) => id,
  }),
]

/** The bytes that were put into the storage, inspected and kept under a name of their own. */
async function takeOver(services: Services, upload: UploadRow): Promise<ReceivedFile> {
  const { blobs, staging } = services.files
  const size = await blobs.size(upload.blob)
  const stream = size === null ? null : await blobs.open(upload.blob)
  if (size === null || stream === null) throw refuse(problems.conflict, 'The bytes of this upload are not here yet.')
  assertSize(upload, size)
  const staged = await staging.receive(stream, upload.bytes)
  try {
    return await storeFile(services, staged, upload.file_name)
  } finally {
    await staging.discard(staged.path)
  }
}

function assertSize({ bytes, exact }: UploadRow, arrived: number): void {
  if (exact === 1 && arrived !== bytes)
    throw refuse(problems.fileRefused, `There are ${arrived} bytes, and ${bytes} were said.`)
}
