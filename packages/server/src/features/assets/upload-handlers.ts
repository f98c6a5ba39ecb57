import { media } from '@latchkey/contract/actions'
import { replaceAssetFile, uploadAsset } from '@latchkey/contract/assets/operations'
import { problems } from '@latchkey/contract/problems'
import type { Target } from '@latchkey/policy/request'
import type { Writer } from '../../database/database.ts'
import { type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { numberCategory } from '../asset-categories/number-category.ts'
import { keptTags } from '../content/tags.ts'
import { assertCurrent } from './assert-current.ts'
import { encodeMetadata, resultTarget, showAsset } from './asset.ts'
import { writeChange } from './change-asset.ts'
import { createAsset, fileColumns } from './create-asset.ts'
import { storedName } from './file-name.ts'
import { giveName } from './give-name.ts'
import { whoseAssets, loadAsset } from './load-asset.ts'
import type { Branch } from './queries.ts'
import { discardFile, type ReceivedFile, receiveFile } from './receive-file.ts'

/** A file as a request names it that is about to bring it. */
export interface NewAssetFacts extends Facts {
  readonly target: Target & { readonly name: string; readonly category: string | null }
}

/** What an upload is decided under: name, category and tags as they will be, created by the caller. */
export function newTarget(
  space: SpaceFacts,
  caller: Caller,
  {
    fileName,
    category,
    tags,
  }: { readonly fileName: string; readonly category: string | undefined; readonly tags: readonly string[] },
): NewAssetFacts['target'] {
  const name = storedName(fileName)
  return {
    area: 'media',
    space,
    name,
    category: category?.normalize('NFC') ?? null,
    creator: caller.principal.name,
    tags: keptTags(tags),
  }
}

/** What else is said of a new file. */
export interface NewAssetParts {
  readonly id: string
  readonly serial: number
  readonly isPrivate: boolean
  /** With the tags, as it is stored. */
  readonly metadata: string
  readonly file: ReceivedFile
  readonly branch: Branch
}

/** Makes an asset of a received file. A name that is taken gets a number, and is then decided under that one too. */
export async function makeAsset(
  context: HandlerContext<unknown, Writer, NewAssetFacts, unknown>,
  { id, serial, isPrivate, metadata, file, branch }: NewAssetParts,
) {
  const { db, facts, caller, services, authorize, note, now } = context
  const { target } = facts
  const fileName = await giveName(db, branch, target.name)
  if (fileName !== target.name) authorize([{ action: media.upload.name, target: { ...target, name: fileName } }])
  note({ file_name: fileName, bytes: file.bytes, media_type: file.mediaType })
  await numberCategory(db, branch, target.category, { newId: services.newId, now })
  const asset = {
    id,
    serial,
    fileName,
    category: target.category,
    isPrivate,
    metadata,
    creator: caller.principal.name,
    file,
  }
  return showAsset(await createAsset(db, branch, asset, now))
}

export const uploadImplementation = implement(uploadAsset, {
  load: async ({ space, caller, input }): Promise<NewAssetFacts> => {
    const { file_name: fileName, category, tags = [] } = input.body
    if (fileName === undefined) {
      const errors = [{ pointer: '/file_name', detail: 'This is required where the file brings no name.' }]
      throw refuse(problems.invalidBody, undefined, { errors })
    }
    return { target: newTarget(space, caller, { fileName, category, tags }) }
  },
  receive: async ({ upload, facts, services }) => ({
    file: await receiveFile(services, upload, facts.target.name),
    serial: await services.nextSerial('asset'),
  }),
  discard: ({ file }, services) => discardFile(file, services),
  handle: (context) => {
    const { prepared, input } = context
    const { private: isPrivate = false, metadata = {}, tags = [] } = input.body
    const parts = { ...prepared, isPrivate, metadata: encodeMetadata(metadata, tags) }
    return makeAsset(context, { id: context.services.newId(), ...parts, branch: whoseAssets(context) })
  },
  resultTarget,
  created: ({ id }) => id,
})

export const replaceFileImplementation = implement(replaceAssetFile, {
  load: loadAsset,
  receive: ({ upload, facts, services }) => receiveFile(services, upload, facts.state.row.file_name),
  discard: discardFile,
  handle: async (context) => {
    assertCurrent(context)
    const { db, facts, prepared, note, now } = context
    note({ bytes: prepared.bytes, media_type: prepared.mediaType })
    return showAsset(await writeChange(db, facts.state, fileColumns(prepared), now))
  },
  resultTarget,
})
