import { Type } from 'typebox'
import { media } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, page, Segment } from '../schema.ts'
import { inSpace } from '../target.ts'
import { AssetCategory, NamedCategory } from './schemas.ts'

const ofSpace = {
  params: { space: Segment },
  query: branchQuery,
  surface: 'management',
  callers: managingKinds,
  target: ({ params }: { params: { space: string } }) => inSpace('media', params.space),
  tags: ['cli'],
} as const
const one = {
  ...ofSpace,
  path: '/spaces/{space}/categories/{category}',
  params: {
    space: Segment,
    category: Type.String({ minLength: 1, maxLength: 128, description: 'Its id, or its whole path, percent-encoded.' }),
  },
} as const

export const listAssetCategories = operation({
  ...ofSpace,
  id: 'asset-categories.list',
  summary: 'The categories of the files that the caller may read, and those that were made where it may read or upload',
  method: 'GET',
  path: '/spaces/{space}/categories',
  body: null,
  result: page(AssetCategory),
  action: media.read,
  access: 'read',
  problems: [],
})

export const createAssetCategory = operation({
  ...ofSpace,
  id: 'asset-categories.create',
  summary: 'Make a category, so that it is there before its first file and after its last',
  method: 'POST',
  path: '/spaces/{space}/categories',
  body: NamedCategory,
  result: AssetCategory,
  status: 201,
  action: media.update,
  access: 'write',
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
})

export const showAssetCategory = operation({
  ...one,
  id: 'asset-categories.show',
  summary: 'Show a category',
  method: 'GET',
  body: null,
  result: AssetCategory,
  action: media.read,
  access: 'read',
  problems: [],
})

export const updateAssetCategory = operation({
  ...one,
  id: 'asset-categories.update',
  summary: 'Rename or move a category, with its files and the categories below it: all of them or none',
  description:
    'Needs `media.update` for every file and for both categories. Refused where files lie in it that the caller may not see, where there are more than 500, and where the new name is taken.',
  method: 'PATCH',
  body: NamedCategory,
  result: AssetCategory,
  action: media.update,
  access: 'write',
  problems: [problems.conflict],
})

export const deleteAssetCategory = operation({
  ...one,
  id: 'asset-categories.delete',
  summary: 'Delete a category that no file is in; categories below it stay',
  method: 'DELETE',
  body: null,
  result: null,
  action: media.update,
  access: 'write',
  problems: [problems.inUse],
})
