import { Type } from 'typebox'
import { schema } from '../actions.ts'
import { managingKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, page, Segment } from '../schema.ts'
import { schemaOf } from '../target.ts'
import { NewTypePreset, TypePreset, TypePresetChange } from './schemas.ts'

const all = {
  params: { space: Segment },
  surface: 'management',
  path: '/spaces/{space}/type-presets',
  callers: managingKinds,
  tags: ['cli'],
} as const
const one = {
  ...all,
  params: { space: Segment, preset: Segment },
  query: branchQuery,
  path: '/spaces/{space}/type-presets/{preset}',
  target: ({ params }: { params: { space: string } }) => schemaOf(params.space),
} as const

export const listTypePresets = operation({
  ...all,
  id: 'type-presets.list',
  summary: 'List the presets of the content types that the caller may read, by name',
  method: 'GET',
  query: { ...branchQuery, type: Type.Optional(Type.String({ description: 'Presets of this type only.' })) },
  body: null,
  result: page(TypePreset),
  action: schema.read,
  access: 'read',
  target: ({ params, query }) => schemaOf(params.space, query.type),
  problems: [],
})

export const createTypePreset = operation({
  ...all,
  id: 'type-presets.create',
  summary: 'Create a preset: values from which an editor begins an entry of a content type',
  method: 'POST',
  query: branchQuery,
  body: NewTypePreset,
  result: TypePreset,
  status: 201,
  versioned: true,
  action: schema.update,
  access: 'write',
  target: ({ params, body }) => schemaOf(params.space, body.type),
  idempotent: true,
  problems: [problems.conflict, problems.idempotencyConflict],
})

export const showTypePreset = operation({
  ...one,
  id: 'type-presets.show',
  summary: 'Show a preset of a content type',
  method: 'GET',
  body: null,
  result: TypePreset,
  versioned: true,
  action: schema.read,
  access: 'read',
  problems: [],
})

export const updateTypePreset = operation({
  ...one,
  id: 'type-presets.update',
  summary: 'Change a preset of a content type',
  method: 'PATCH',
  body: TypePresetChange,
  result: TypePreset,
  versioned: true,
  action: schema.update,
  access: 'write',
  problems: [problems.versionConflict, problems.conflict],
})

export const deleteTypePreset = operation({
  ...one,
  id: 'type-presets.delete',
  summary: 'Delete a preset of a content type; what was begun from it stays',
  method: 'DELETE',
  body: null,
  result: null,
  action: schema.update,
  access: 'write',
  problems: [problems.versionConflict],
})
