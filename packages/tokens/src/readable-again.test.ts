import { expect, test } from 'vitest'
import { kinds } from './kinds.ts'
import { keepsSealedCopy } from './readable-again.ts'

test('a delivery token is readable again whatever the instance says', () => {
  expect([true, false].map((reveal) => keepsSealedCopy(kinds.delivery, reveal))).toEqual([true, true])
})

test('a personal token is readable again only while the instance reveals', () => {
  expect([true, false].map((reveal) => keepsSealedCopy(kinds.personal, reveal))).toEqual([true, false])
})

test('a management token is never readable again', () => {
  expect([true, false].map((reveal) => keepsSealedCopy(kinds.management, reveal))).toEqual([false, false])
})
