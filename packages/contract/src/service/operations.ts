import { Type } from 'typebox'
import { fieldTypes } from '../content-types/schemas.ts'
import { publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { oneOf, strict } from '../schema.ts'

const open = { params: {}, query: {}, body: null, method: 'GET', access: 'read' } as const

export const health = publicOperation({
  ...open,
  id: 'service.health',
  summary: 'Whether the server and its database answer',
  surface: 'root',
  path: '/health',
  result: strict({ status: oneOf(['ok']) }),
  problems: [problems.unavailable],
})

export const showOpenapi = publicOperation({
  ...open,
  id: 'service.openapi',
  summary: 'This API as an OpenAPI 3.1 document',
  surface: 'root',
  path: '/openapi.json',
  result: Type.Unknown(),
  problems: [],
})

export const showCatalogue = publicOperation({
  ...open,
  id: 'service.catalogue',
  summary:
    'Every action that a grant can name, every call that a personal token’s custom scope can list, and every kind of field',
  surface: 'management',
  path: '/catalogue',
  result: strict({
    actions: Type.Array(
      strict({ name: Type.String(), conditions: Type.Array(Type.String()), operations: Type.Array(Type.String()) }),
    ),
    operations: Type.Array(
      strict({
        id: Type.String(),
        summary: Type.String(),
        resource: Type.String(),
        action: Type.Union([Type.String(), Type.Null()]),
        access: oneOf(['read', 'write', 'publish']),
        cli: Type.Boolean(),
        callers: Type.Array(Type.String()),
      }),
    ),
    field_kinds: Type.Array(
      strict({
        type: oneOf(fieldTypes),
        limits: Type.Array(Type.String({ description: 'What of `validation` limits it.' })),
        unique: Type.Boolean(),
        filterable: Type.Boolean({ description: 'Of a list, what its items say.' }),
        listable: Type.Boolean({ description: 'Whether a list can hold it.' }),
      }),
    ),
  }),
  problems: [],
})

export const showProblem = publicOperation({
  ...open,
  id: 'service.problem',
  summary: 'What a kind of problem means',
  surface: 'root',
  path: '/problems/{problem}',
  params: { problem: Type.String({ pattern: '^[a-z-]{1,64}$' }) },
  result: strict({ type: Type.String(), title: Type.String(), status: Type.Integer(), description: Type.String() }),
  problems: [problems.notFound],
})
