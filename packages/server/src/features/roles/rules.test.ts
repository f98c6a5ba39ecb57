import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { boundInWords, endsDeny, faultOfName } from './rules.ts'

const deny: Grant = { effect: 'deny', actions: ['content.read'], resources: ['content:pages'] }
const allow: Grant = { ...deny, effect: 'allow' }

test('a deny ends when it is left out or narrowed, not when it is written otherwise', () => {
  expect(endsDeny([deny, allow], [allow])).toBe(true)
  expect(endsDeny([deny], [{ ...deny, resources: ['content:pages:home'] }])).toBe(true)
  expect(endsDeny([deny, allow], [{ ...deny, resources: ['content:pages:*'] }])).toBe(false)
  expect(endsDeny([allow], [])).toBe(false)
})

test('a name shaped like an id is refused', () => {
  expect(faultOfName('019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11')).toMatch(/shaped like an id/)
  expect(faultOfName('Pages: *')).toBe(null)
})

test('tokens are named where they may be read and counted where not', () => {
  const site = { name: 'Site', id: '7Hq2mK9xB1aZ' }
  expect(boundInWords([site], 0)).toBe('Live tokens are bound to it: Site (7Hq2mK9xB1aZ).')
  expect(boundInWords([], 3)).toBe('Live tokens are bound to it: 3 that you may not read.')
})
