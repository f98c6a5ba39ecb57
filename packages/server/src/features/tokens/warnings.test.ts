import { operations } from '@latchkey/contract/operations'
import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { unknownNames, warningsAbout } from './warnings.ts'

const names = { types: new Map([['pages', ['title']]]), locales: ['en'], tags: new Set(['sale']) }
const deny = (resource: string, more: Partial<Grant> = {}): Grant => ({
  effect: 'deny',
  actions: ['content.update'],
  resources: [resource],
  ...more,
})

test('actions that a kind never performs are warned about, once each; `*` is not', () => {
  const grants: Grant[] = [
    { effect: 'allow', actions: ['*'], resources: ['*'] },
    { effect: 'allow', actions: ['content.read', 'content.create'], resources: ['content'] },
    { effect: 'allow', actions: ['content.create'], resources: ['content:pages'] },
  ]
  expect(warningsAbout('delivery', grants, operations, names)).toEqual([
    'content.create has no effect for a delivery token.',
  ])
  expect(warningsAbout('api', grants, operations, names)).toEqual([])
})

test('a deny of types, fields and locales that exist is no reason to warn', () => {
  const grant = deny('space:shop:content:pages', {
    fields: ['title', 'slug', 'tags'],
    conditions: { locales: ['en'], tags: ['sale'] },
  })
  expect(unknownNames(grant, names)).toEqual([])
  expect(unknownNames(deny('content:*'), names)).toEqual([])
  expect(unknownNames(deny('content:news-*'), names)).toEqual([])
})

test('a deny of something that does not exist is', () => {
  expect(unknownNames(deny('content:pagse:*'), names)).toHaveLength(1)
  expect(unknownNames(deny('schema:pagse'), names)).toHaveLength(1)
  expect(unknownNames(deny('content:pages', { fields: ['titel'] }), names)).toHaveLength(1)
  expect(unknownNames(deny('content', { conditions: { locales: ['de'] } }), names)).toHaveLength(1)
  expect(unknownNames(deny('content', { conditions: { tags: ['sale', 'sael'] } }), names)).toEqual([
    'A deny names the tag sael, which nothing bears that you may read.',
  ])
})

test('names are not judged where they cannot be looked up, and allows never are', () => {
  expect(warningsAbout('api', [deny('content:pagse')], operations, null)).toEqual([])
  expect(unknownNames({ ...deny('content:pagse'), effect: 'allow' }, names)).toEqual([])
})
