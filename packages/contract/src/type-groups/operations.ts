import { schema } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, page, Segment } from '../schema.ts'
import { schemaOf } from '../target.ts'
import { NewTypeGroup, TypeGroup, TypeGroupChange } from './schemas.ts'

const all = {
  params: { space: Segment },
  query: branchQuery,
  surface: 'management',
  path: '/spaces/{space}/type-groups',
  callers: managingKinds,
  tags: ['cli'],
  target: ({ params }: { params: { space: string } }) => schemaOf(params.space),
} as const
const one = { ...all, params: { space: Segment, group: Segment }, path: '/spaces/{space}/type-groups/{group}' } as const

export const listTypeGroups = operation({
  ...all,
  id: 'type-groups.list',
  summary: 'List the groups of content types, those of one parent in their order',
  method: 'GET',
  body: null,
  result: page(TypeGroup),
  action: schema.read,
  access: 'read',
  problems: [],
})

export const createTypeGroup = operation({
  ...all,
  id: 'type-groups.create',
  summary: 'Create a group of content types, behind those of its parent or at a place among them',
  method: 'POST',
  body: NewTypeGroup,
  result: TypeGroup,
  status: 201,
  versioned: true,
  action: schema.create,
  access: 'write',
  locks: 'space',
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
})

export const showTypeGroup = operation({
  ...one,
  id: 'type-groups.show',
  summary: 'Show a group of content types',
  method: 'GET',
  body: null,
  result: TypeGroup,
  versioned: true,
  action: schema.read,
  access: 'read',
  problems: [],
})

export const updateTypeGroup = operation({
  ...one,
  id: 'type-groups.update',
  summary: 'Rename a group of content types, or move it',
  method: 'PATCH',
  body: TypeGroupChange,
  result: TypeGroup,
  versioned: true,
  action: schema.update,
  access: 'write',
  locks: 'space',
  problems: [problems.versionConflict, problems.conflict],
})

export const deleteTypeGroup = operation({
  ...one,
  id: 'type-groups.delete',
  summary: 'Delete a group of content types; what stood in it stands in its parent',
  method: 'DELETE',
  body: null,
  result: null,
  action: schema.delete,
  access: 'write',
  locks: 'space',
  problems: [problems.versionConflict, problems.conflict],
})
