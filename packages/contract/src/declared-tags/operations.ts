import { media, schema } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { page, Segment } from '../schema.ts'
import { inSpace, schemaOf } from '../target.ts'
import { DeclaredTag, NewDeclaredTag } from './schemas.ts'

const all = {
  params: { space: Segment },
  query: {},
  surface: 'management',
  callers: managingKinds,
  tags: ['cli'],
} as const
const ofTypes = {
  ...all,
  path: '/spaces/{space}/type-tags',
  target: ({ params }: { params: { space: string } }) => schemaOf(params.space),
} as const
const oneOfTypes = {
  ...ofTypes,
  params: { space: Segment, tag: Segment },
  path: '/spaces/{space}/type-tags/{tag}',
} as const
const ofAssets = {
  ...all,
  path: '/spaces/{space}/declared-asset-tags',
  target: ({ params }: { params: { space: string } }) => inSpace('media', params.space),
} as const
const oneOfAssets = {
  ...ofAssets,
  params: { space: Segment, assetTag: Segment },
  path: '/spaces/{space}/declared-asset-tags/{assetTag}',
} as const
const listing = { method: 'GET', body: null, result: page(DeclaredTag), access: 'read', problems: [] } as const
const creating = {
  method: 'POST',
  body: NewDeclaredTag,
  result: DeclaredTag,
  status: 201,
  access: 'write',
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
} as const
const renaming = {
  method: 'PATCH',
  body: NewDeclaredTag,
  result: DeclaredTag,
  access: 'write',
} as const

export const listTypeTags = operation({
  ...ofTypes,
  ...listing,
  id: 'type-tags.list',
  summary: 'List the tags that content types can bear',
  action: schema.read,
})

export const createTypeTag = operation({
  ...ofTypes,
  ...creating,
  id: 'type-tags.create',
  summary: 'Declare a tag that content types can bear',
  action: schema.create,
})

export const renameTypeTag = operation({
  ...oneOfTypes,
  ...renaming,
  id: 'type-tags.update',
  summary: 'Rename a tag of content types; those that bear it bear it by its new name, in every branch',
  action: schema.update,
  problems: [problems.conflict],
})

export const deleteTypeTag = operation({
  ...oneOfTypes,
  id: 'type-tags.delete',
  summary: 'Delete a tag of content types; none bears it any more, in any branch',
  method: 'DELETE',
  body: null,
  result: null,
  action: schema.delete,
  access: 'write',
  problems: [],
})

export const listDeclaredAssetTags = operation({
  ...ofAssets,
  ...listing,
  id: 'declared-asset-tags.list',
  summary: 'List the tags of files that are declared, whether or not a file bears them',
  action: media.read,
})

export const declareAssetTag = operation({
  ...ofAssets,
  ...creating,
  id: 'declared-asset-tags.create',
  summary: 'Declare a tag of files, so that it is there before a file bears it',
  action: media.update,
})

export const renameAssetTag = operation({
  ...oneOfAssets,
  ...renaming,
  id: 'declared-asset-tags.update',
  summary: 'Rename a declared tag that no file bears',
  action: media.update,
  problems: [problems.conflict, problems.inUse],
})

export const withdrawAssetTag = operation({
  ...oneOfAssets,
  id: 'declared-asset-tags.delete',
  summary: 'Declare a tag of files no more; files that bear it keep it',
  method: 'DELETE',
  body: null,
  result: null,
  action: media.update,
  access: 'write',
  problems: [],
})
