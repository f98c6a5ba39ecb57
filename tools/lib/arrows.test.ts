import { expect, test } from 'vitest'
import { arrow } from './arrows.ts'

test('the server sees every dialect, a dialect sees only the contract and the kit', () => {
  expect(arrow('packages/server', 'packages/dialects/storyblok')).toBe('values')
  expect(arrow('packages/dialects/storyblok', 'packages/dialects/kit')).toBe('values')
  expect(arrow('packages/dialects/storyblok', 'packages/contract')).toBe('values')
  expect(arrow('packages/dialects/storyblok', 'packages/dialects/comet')).toBeNull()
  expect(arrow('packages/dialects/storyblok', 'packages/policy')).toBeNull()
  expect(arrow('packages/dialects/storyblok', 'packages/server')).toBeNull()
})

test('no arrow points up, and a package that nobody listed may import nothing', () => {
  expect(arrow('packages/policy', 'packages/tokens')).toBeNull()
  expect(arrow('packages/contract', 'packages/server')).toBeNull()
  expect(arrow('packages/client', 'packages/server')).toBeNull()
  expect(arrow('packages/new', 'packages/policy')).toBeNull()
})

test('tokens use the words of the policy, not its code', () => {
  expect(arrow('packages/tokens', 'packages/policy')).toBe('types')
})
