import { Type } from 'typebox'
import { media } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, listQuery, offsetQuery, oneOf, page, Segment, strict } from '../schema.ts'
import { inSpace } from '../target.ts'
import { Asset, AssetChange, AssetForm, AssetPublication, AssetReceipt, assetStatuses } from './schemas.ts'

const one = {
  params: { space: Segment, asset: Segment },
  query: branchQuery,
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
} as const
const target = ({ params }: { params: { space: string; asset: string } }) =>
  inSpace('media', params.space, params.asset)

export const listAssets = operation({
  id: 'assets.list',
  summary: 'List files, as far as the caller may read them',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/assets',
  params: { space: Segment },
  query: { ...branchQuery, ...listQuery, ...offsetQuery, status: Type.Optional(oneOf(assetStatuses)) },
  body: null,
  result: page(Asset),
  action: media.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params }) => inSpace('media', params.space),
  problems: [],
  tags: ['cli'],
})

export const uploadAsset = operation({
  id: 'assets.upload',
  summary: 'Upload a file',
  description:
    'A form whose last part is the file, named `file`; what is said of it stands before. A name that is taken gets `-2` before its ending.',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/assets',
  params: { space: Segment },
  query: branchQuery,
  body: AssetForm,
  takes: 'form',
  result: Asset,
  receipt: AssetReceipt,
  status: 201,
  versioned: true,
  action: media.upload,
  access: 'write',
  callers: managingKinds,
  target: ({ params }) => inSpace('media', params.space),
  problems: [problems.fileTooLarge, problems.fileRefused],
  tags: ['cli'],
})

export const showAsset = operation({
  ...one,
  id: 'assets.show',
  summary: 'Show a file',
  method: 'GET',
  path: '/spaces/{space}/assets/{asset}',
  body: null,
  result: Asset,
  versioned: true,
  action: media.read,
  access: 'read',
  target,
  problems: [],
})

export const updateAsset = operation({
  ...one,
  id: 'assets.update',
  summary: 'Rename or move a file, make it private or public, or change what is said about it',
  description:
    'Name, category and privacy take effect at once, also where the file is live; metadata and tags go live when it is published.',
  method: 'PATCH',
  path: '/spaces/{space}/assets/{asset}',
  body: AssetChange,
  result: Asset,
  receipt: AssetReceipt,
  versioned: true,
  action: media.update,
  access: 'write',
  target,
  problems: [problems.versionConflict],
})

export const replaceAssetFile = operation({
  ...one,
  id: 'assets.replace-file',
  summary: 'Replace the bytes of a file; what is live stays until it is published again',
  method: 'PUT',
  path: '/spaces/{space}/assets/{asset}/file',
  body: null,
  takes: 'bytes',
  result: Asset,
  receipt: AssetReceipt,
  versioned: true,
  action: media.update,
  access: 'write',
  target,
  problems: [problems.versionConflict, problems.fileTooLarge, problems.fileRefused],
})

export const downloadAsset = operation({
  ...one,
  id: 'assets.download',
  summary: 'The bytes of a file as editors have them, published or not',
  method: 'GET',
  path: '/spaces/{space}/assets/{asset}/file',
  body: null,
  answers: 'file',
  result: null,
  action: media.read,
  access: 'read',
  target,
  problems: [problems.rangeNotSatisfiable],
})

export const publishAsset = operation({
  ...one,
  id: 'assets.publish',
  summary: 'Publish a file: its bytes and metadata of now go live in the environments named',
  method: 'POST',
  path: '/spaces/{space}/assets/{asset}/publish',
  body: AssetPublication,
  result: Asset,
  receipt: AssetReceipt,
  versioned: true,
  action: media.update,
  access: 'publish',
  target,
  problems: [problems.versionConflict],
})

export const unpublishAsset = operation({
  ...one,
  id: 'assets.unpublish',
  summary: 'Take a file offline in the environments named',
  method: 'POST',
  path: '/spaces/{space}/assets/{asset}/unpublish',
  body: AssetPublication,
  result: Asset,
  receipt: AssetReceipt,
  versioned: true,
  action: media.update,
  access: 'publish',
  target,
  problems: [problems.versionConflict],
})

export const deleteAsset = operation({
  ...one,
  id: 'assets.delete',
  summary: 'Move a file to the trash; it goes offline everywhere',
  method: 'DELETE',
  path: '/spaces/{space}/assets/{asset}',
  body: null,
  result: null,
  versioned: true,
  action: media.delete,
  access: 'write',
  target,
  problems: [problems.versionConflict],
})

export const listAssetTags = operation({
  id: 'asset-tags.list',
  summary: 'The tags of the files that the caller may read, each with how many bear it',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/asset-tags',
  params: { space: Segment },
  query: branchQuery,
  body: null,
  result: page(strict({ tag: Type.String(), assets: Type.Integer({ minimum: 1 }) })),
  action: media.read,
  access: 'read',
  callers: managingKinds,
  target: ({ params }) => inSpace('media', params.space),
  problems: [],
  tags: ['cli'],
})
