import { media } from '../actions.ts'
import { Asset } from '../assets/schemas.ts'
import { settingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { branchQuery, listQuery, page, Segment, strict, Timestamp } from '../schema.ts'
import { inSpace } from '../target.ts'

/** A file in the trash, as it was when it went there. */
const TrashedAsset = strict({ ...Asset.properties, deleted_at: Timestamp })

const one = {
  params: { space: Segment, asset: Segment },
  query: branchQuery,
  body: null,
  surface: 'management',
  callers: settingKinds,
  tags: ['cli'],
  action: media.delete,
} as const
const target = ({ params }: { params: { space: string; asset: string } }) =>
  inSpace('media', params.space, params.asset)
const { limit, after, count } = listQuery

export const listTrashedAssets = operation({
  id: 'asset-trash.list',
  summary: 'List the files in the trash that the caller may delete, the latest first',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/asset-trash',
  params: { space: Segment },
  query: { ...branchQuery, limit, after, count },
  body: null,
  result: page(TrashedAsset),
  action: media.delete,
  access: 'read',
  callers: settingKinds,
  target: ({ params }) => inSpace('media', params.space),
  problems: [],
  tags: ['cli'],
})

export const restoreAsset = operation({
  ...one,
  id: 'asset-trash.restore',
  summary: 'Take a file back out of the trash, by its id; it comes back as a draft',
  method: 'POST',
  path: '/spaces/{space}/asset-trash/{asset}/restore',
  result: Asset,
  versioned: true,
  access: 'write',
  target,
  problems: [],
})

export const deleteTrashedAsset = operation({
  ...one,
  id: 'asset-trash.delete',
  summary: 'Delete a file in the trash for good, by its id',
  method: 'DELETE',
  path: '/spaces/{space}/asset-trash/{asset}',
  result: null,
  access: 'write',
  target,
  problems: [],
})
