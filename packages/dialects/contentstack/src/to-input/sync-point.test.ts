import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { parseSyncPoint, printSyncPoint } from './sync-point.ts'

test.each([
  { cursor: 'c', skip: 0 },
  { cursor: 'c', skip: 100, total: 300 },
  {
    cursor: 'c',
    skip: 100,
    locale: 'de',
    contentType: 'größe',
    startFrom: '2026-11-23T00:00:00.000Z',
    types: ['entry_published'],
  },
])('%j comes back as it was', (point) => {
  expect(parseSyncPoint(printSyncPoint(point), 'sync_token')).toEqual(point)
})

test.each([
  '',
  'x',
  printSyncPoint({ cursor: 'c', skip: -1 }),
  printSyncPoint({ cursor: 'c', skip: 0.5 }),
  // A page of its own is asked for with `init`.
  printSyncPoint({ skip: 0 }),
  btoa('[]'),
  btoa('{}'),
])('%j is none', (token) => {
  expect(() => parseSyncPoint(token, 'pagination_token')).toThrow(Refusing)
})
