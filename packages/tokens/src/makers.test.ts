import { expect, test } from 'vitest'
import { type Maker, mayMake } from './makers.ts'

const holder = { standings: ['custom-role'], holds: () => true } as const
const ways: readonly Maker[] = [
  { reach: 'space', standings: ['owner', 'custom-role'], action: 'tokens.create' },
  { reach: 'installation', standings: ['installation-administrator'], action: null },
]

test('one open way suffices', () => expect(mayMake(ways, holder, 'space')).toBe(true))

test('the standing alone does not suffice where an action is asked for', () =>
  expect(mayMake(ways, { ...holder, holds: () => false }, 'space')).toBe(false))

test('the action alone does not suffice without the standing', () =>
  expect(mayMake(ways, { standings: ['viewer'], holds: () => true }, 'space')).toBe(false))

test('the action that is asked for is the one that the way names', () => {
  const asked: string[] = []
  mayMake(ways, { standings: ['owner'], holds: (action) => asked.push(action) > 0 }, 'space')
  expect(asked).toEqual(['tokens.create'])
})

test('no action is needed where none is asked for', () =>
  expect(mayMake(ways, { standings: ['installation-administrator'], holds: () => false }, 'installation')).toBe(true))

test('a way to a space leads no further', () => expect(mayMake(ways, holder, 'installation')).toBe(false))

test('no way is open to nobody', () => expect(mayMake([], holder, 'space')).toBe(false))
