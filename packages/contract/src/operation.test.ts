import { Type } from 'typebox'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { content, schema } from './actions.ts'
import { type InputOf, operation, publicOperation, type ResultOf } from './operation.ts'
import { Segment, strict } from './schema.ts'
import { contentOf, schemaOf } from './target.ts'

const wire = {
  id: 'things.read',
  summary: 'Read a thing',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/things/{thing}',
  params: { space: Segment, thing: Segment },
  query: {},
  body: null,
  result: strict({ id: Type.String() }),
  problems: [],
} as const

const guard = {
  action: content.read,
  access: 'read',
  callers: ['session'],
  target: ({ params }: { params: { space: string; thing: string } }) =>
    contentOf(params.space, undefined, params.thing),
} as const

describe('operation', () => {
  it('gives a handler its input and result as the schemas describe them', () => {
    const thing = operation({
      ...wire,
      ...guard,
      query: { deep: Type.Optional(Type.Boolean()) },
      body: strict({ n: Type.Integer() }),
    })
    expectTypeOf<InputOf<typeof thing>>().toExtend<{
      params: { space: string; thing: string }
      query: { deep?: boolean }
      body: { n: number }
    }>()
    expectTypeOf<ResultOf<typeof thing>>().toEqualTypeOf<{ id: string }>()
    expect(thing.fullPath).toBe('/api/v1/spaces/{space}/things/{thing}')
    expect(thing.resource).toBe('things')
  })

  it('compiles only with action, access, callers and target', () => {
    const { action, access, callers, target } = guard
    // @ts-expect-error -- no action
    operation({ ...wire, access, callers, target })
    // @ts-expect-error -- no access
    operation({ ...wire, action, callers, target })
    // @ts-expect-error -- no callers
    operation({ ...wire, action, access, target })
    // @ts-expect-error -- no target
    operation({ ...wire, action, access, callers })
    expect(operation({ ...wire, ...guard }).callers).toEqual(['session'])
  })

  it('compiles only with a target of the action’s own area', () => {
    const wrong = { ...wire, ...guard, target: () => schemaOf('shop') }
    // @ts-expect-error -- content.read is not about schemas
    operation(wrong)
    expect(operation({ ...wrong, action: schema.read }).guard?.action).toBe(schema.read)
  })

  it('compiles only with a schema for every path parameter and for nothing else', () => {
    // @ts-expect-error -- {thing} has no schema
    operation({ ...wire, ...guard, params: { space: Segment }, target: () => contentOf('shop') })
    // @ts-expect-error -- {other} is not in the path
    operation({ ...wire, ...guard, params: { space: Segment, thing: Segment, other: Segment } })
    expect(Object.keys(operation({ ...wire, ...guard }).params)).toEqual(['space', 'thing'])
  })

  it('compiles only with kinds of token that exist', () => {
    // @ts-expect-error -- there is no such kind
    operation({ ...wire, ...guard, callers: ['everyone'] })
    expect(publicOperation({ ...wire, access: 'read' }).callers).toBe('anyone')
  })
})
