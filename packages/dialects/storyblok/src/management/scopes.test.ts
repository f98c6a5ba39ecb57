import { operations } from '@latchkey/contract/operations'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Level, scopeNames, scopeOf, scopeRows } from './scopes.ts'

const resources = new Set(operations.map(({ resource }) => resource))

test('every row is of resources that the catalogue has', () => {
  for (const { ours, reads } of scopeRows) for (const each of [...ours, ...reads]) expect(resources).toContain(each)
})

test('a scope says what it was made of, and nothing that it does not open', () => {
  const names = scopeRows.flatMap(({ resource, actions }) => actions.map((action) => `${resource}:${action}`))
  fc.assert(
    fc.property(fc.subarray(names, { minLength: 1 }), (asked) => {
      const shown = scopeNames(scopeOf(asked))
      const rank = (name: string) => ['read', 'write', 'publish'].indexOf(name.split(':')[1] ?? '')
      for (const name of asked) {
        const same = shown.find((each) => each.split(':')[0] === name.split(':')[0])
        expect(rank(same ?? '')).toBeGreaterThanOrEqual(rank(name))
      }
      expect(scopeNames(scopeOf(shown))).toEqual(shown)
      expect(scopeOf(shown)).toEqual(scopeOf(asked))
    }),
  )
})

test('the hierarchy is the vendor’s: publish holds write, and write holds read', () => {
  const level = (name: string): Level | undefined => {
    const scope = scopeOf([name])
    return scope.form === 'resources' ? scope.resources['entries'] : undefined
  }
  expect([level('stories:read'), level('stories:publish')]).toEqual(['read', 'publish'])
})

test('what is no scope here is refused by its place', () => {
  for (const name of ['nothing:read', 'stories', 'stories:delete', 'tags:write', 'webhooks:publish'])
    expect(() => scopeOf(['stories:read', name])).toThrow('invalid-body')
})
