import { describe, expect, test } from 'vitest'
import { type OperationFacts, ownValidation } from './scope.ts'
import { full, isFull, type Spaces, spacesAllow, spacesCover } from './spaces.ts'

const operation: OperationFacts = { id: 'entries.show', access: 'read', tags: ['cli'], resource: 'entries' }
const validation: OperationFacts = { ...operation, tags: [ownValidation] }
const shop = { id: 'shop', owned: false }
const mine = { id: 'mine', owned: true }

describe('spaces', () => {
  test('all: every space, and what names none', () =>
    expect([shop, mine, null].map((space) => spacesAllow('all', space, operation))).toEqual([true, true, true]))

  test('owned: the spaces that the account owns now', () =>
    expect([shop, mine].map((space) => spacesAllow('owned', space, operation))).toEqual([false, true]))

  test('a list: the spaces in it', () =>
    expect([shop, mine].map((space) => spacesAllow(['shop'], space, operation))).toEqual([true, false]))

  test('an empty list: none', () => expect(spacesAllow([], shop, operation)).toBe(false))

  test.each<Spaces>(['owned', ['shop']])('%j: refused what names no space', (spaces) =>
    expect(spacesAllow(spaces, null, operation)).toBe(false),
  )

  test.each<Spaces>(['owned', ['shop']])('%j: not refused its own validation', (spaces) =>
    expect(spacesAllow(spaces, null, validation)).toBe(true),
  )
})

describe('full user permission', () => {
  test('is all, everywhere', () => {
    expect(full).toEqual({ scope: { form: 'all' }, spaces: 'all' })
    expect(isFull({ form: 'all' }, 'all')).toBe(true)
  })

  test('is nothing less', () => {
    expect(isFull({ form: 'read' }, 'all')).toBe(false)
    expect(isFull({ form: 'all' }, 'owned')).toBe(false)
    expect(isFull({ form: 'all' }, ['shop'])).toBe(false)
  })
})

describe('a child has no more spaces than its maker', () => {
  test.each<[Spaces, Spaces, boolean]>([
    ['all', 'all', true],
    ['all', 'owned', true],
    ['all', ['a'], true],
    ['owned', 'owned', true],
    ['owned', 'all', false],
    ['owned', ['a'], false],
    ['owned', ['owned'], false],
    [['a', 'b'], ['b'], true],
    [['a', 'b'], [], true],
    [['a'], ['a', 'b'], false],
    [['a'], 'all', false],
    [['a'], 'owned', false],
    [['all', 'owned'], 'all', false],
    [['all', 'owned'], 'owned', false],
  ])('%j covers %j: %s', (maker, child, expected) => expect(spacesCover(maker, child)).toBe(expected))
})
