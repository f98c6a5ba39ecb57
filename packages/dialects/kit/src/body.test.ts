import { expect, test } from 'vitest'
import { formFieldsOf, memberOf } from './body.ts'

test('a member of a body is its own alone', () => {
  expect(memberOf({ story: { name: 'A' } }, 'story')).toEqual({ name: 'A' })
  for (const body of [null, 'text', 7, [], {}, { other: 1 }]) expect(memberOf(body, 'story')).toBeUndefined()
  expect(memberOf({}, 'toString')).toBeUndefined()
})

test('fields of a form are pairs, and nothing else is', () => {
  expect(formFieldsOf([['title', 'A'], 'title', 7])).toEqual([['title', 'A']])
  for (const body of [null, { title: 'A' }, 'title']) expect(formFieldsOf(body)).toEqual([])
})
