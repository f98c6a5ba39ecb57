import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { parseSyncPoint, printSyncPoint } from './pagination-token.ts'

test.each([
  { skip: 0 },
  { skip: 100, locale: 'de', contentType: 'größe', startFrom: '2026-11-23T00:00:00.000Z', types: ['entry_published'] },
])('%j comes back as it was', (point) => {
  expect(parseSyncPoint(printSyncPoint(point))).toEqual(point)
})

test.each(['', 'x', printSyncPoint({ skip: -1 }), printSyncPoint({ skip: 0.5 }), btoa('[]'), btoa('{}')])(
  '%j is none',
  (token) => {
    expect(() => parseSyncPoint(token)).toThrow(Refusing)
  },
)
