import { Type } from 'typebox'
import { media } from '../actions.ts'
import { Asset, AssetReceipt, FileName, newAsset } from '../assets/schemas.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, Id, Segment, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

/** A place for the bytes of one new file. `url` takes them once, by `PUT`, and needs no token: it is a secret. */
export const AssetUpload = strict({
  id: Id,
  url: Type.String(),
  method: Type.Literal('PUT'),
  /** An upload that is not completed by then is forgotten. */
  expires_at: Timestamp,
})

const one = {
  params: { space: Segment, upload: Id },
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
  description: 'Send exactly `bytes` bytes to the `url` of the answer, then complete the upload.',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/asset-uploads',
  params: { space: Segment },
  query: branchQuery,
  body: strict({ file_name: FileName, bytes: Type.Integer({ minimum: 1 }), ...newAsset }),
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
  signable: true,
  body: null,
  takes: 'bytes',
  result: null,
  target,
  problems: [problems.fileTooLarge, problems.conflict],
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
