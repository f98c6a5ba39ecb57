import { expect, test } from 'vitest'
import { managementModes, modeAllows } from './modes.ts'

test.each([
  ['read', [true, false, false]],
  ['write', [false, true, true]],
  ['read-write', [true, true, true]],
] as const)('a management token to %s may read, write, publish: %j', (mode, expected) =>
  expect((['read', 'write', 'publish'] as const).map((access) => modeAllows(mode, access))).toEqual(expected),
)

test('there are three modes', () => expect(Object.keys(managementModes)).toEqual(['read', 'write', 'read-write']))
