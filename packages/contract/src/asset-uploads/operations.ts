import { Type } from 'typebox'
import { media } from '../actions.ts'
import { Asset, AssetReceipt, FileName, newAsset } from '../assets/schemas.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, Id, nullable, oneOf, Segment, Serial, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

/** A place for the bytes of one new file. It takes them once and needs no token: `url`, or with it `fields`, is a secret. */
export const AssetUpload = strict({
  /** The file will have both. */
  id: Id,
  serial: Serial,
  url: Type.String(),
  method: oneOf(['PUT', 'POST']),
  /** Of a form, to stand before its file; null where the bytes alone are sent. */
  fields: nullable(strict({ ticket: Type.String() })),
  /** An upload that is not completed by then is forgotten. */
  expires_at: Timestamp,
})

const one = {
  params: {
    space: Segment,
    upload: Type.String({
      pattern: '^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[1-9][0-9]{0,14})$',
      description: 'Its id, or the serial that the file will have.',
    }),
  },
  query: branchQuery,
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
  action: media.upload,
  access: 'write',
} as const
const target = ({ params }: { params: { space: string } }) => inSpace('media', params.space)

export const createAssetUpload = operation({
  id: 'asset-uploads.create',
  summary: 'Prepare the upload of a file straight to the storage',
  description:
    'Send the bytes to the `url` of the answer, then complete the upload. With `bytes` it takes exactly so many; without, what a file may have at most, and always through the server. `as` a form, `url` takes `fields` and then the file, named `file`.',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/asset-uploads',
  params: { space: Segment },
  query: branchQuery,
  body: strict({
    file_name: FileName,
    bytes: Type.Optional(Type.Integer({ minimum: 1 })),
    as: Type.Optional(oneOf(['bytes', 'form'], { description: 'Default: `bytes`.' })),
    ...newAsset,
  }),
  result: AssetUpload,
  status: 201,
  action: media.upload,
  access: 'write',
  callers: managingKinds,
  target,
  problems: [problems.fileTooLarge],
  tags: ['cli'],
})

export const receiveAssetUpload = operation({
  ...one,
  id: 'asset-uploads.receive',
  summary: 'Take the bytes of a prepared upload, where the storage has no address of its own',
  method: 'PUT',
  path: '/spaces/{space}/asset-uploads/{upload}/file',
  query: {
    ...branchQuery,
    signed: Type.Optional(Type.String({ maxLength: 400, description: 'Stands for a token, for this upload alone.' })),
  },
  signable: 'query',
  body: null,
  takes: 'bytes',
  result: null,
  target,
  problems: [problems.fileTooLarge, problems.conflict],
})

export const receiveAssetForm = operation({
  ...one,
  id: 'asset-uploads.receive-form',
  summary: 'Take the file of a prepared upload as a form, such as a page of any origin sends',
  description: 'The `fields` of the upload, then the file, named `file`; the name that it brings does not count.',
  method: 'POST',
  path: '/spaces/{space}/asset-uploads/{upload}/form',
  signable: 'form',
  body: strict({
    ticket: Type.Optional(Type.String({ maxLength: 400, description: 'Stands for a token, for this upload alone.' })),
  }),
  takes: 'form',
  result: null,
  target,
  problems: [problems.fileTooLarge, problems.conflict, problems.invalidSignedUrl],
})

export const completeAssetUpload = operation({
  ...one,
  id: 'asset-uploads.complete',
  summary: 'Make a file of what was uploaded',
  method: 'POST',
  path: '/spaces/{space}/asset-uploads/{upload}/complete',
  body: null,
  result: Asset,
  receipt: AssetReceipt,
  versioned: true,
  target,
  problems: [problems.fileRefused, problems.conflict],
})
