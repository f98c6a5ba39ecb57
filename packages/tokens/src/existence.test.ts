import { describe, expect, test } from 'vitest'
import { existsInSpace } from './existence.ts'
import { kinds } from './kinds.ts'

describe('access tokens', () => {
  test('exist in a space created in the last millisecond of 2020-12-16', () => {
    expect(existsInSpace(kinds.access, Date.UTC(2020, 11, 16, 23, 59, 59, 999))).toBe(true)
  })

  test('do not exist in a space created from 2020-12-17 on', () => {
    expect(existsInSpace(kinds.access, Date.UTC(2020, 11, 17))).toBe(false)
  })
})

test('a kind without such a date exists in every space', () => {
  expect(existsInSpace(kinds.delivery, Date.UTC(2099, 0))).toBe(true)
})
