import { expect, test } from 'vitest'
import { memberOf } from './body.ts'

test('a member of a body is its own alone', () => {
  expect(memberOf({ story: { name: 'A' } }, 'story')).toEqual({ name: 'A' })
  for (const body of [null, 'text', 7, [], {}, { other: 1 }]) expect(memberOf(body, 'story')).toBeUndefined()
  expect(memberOf({}, 'toString')).toBeUndefined()
})
