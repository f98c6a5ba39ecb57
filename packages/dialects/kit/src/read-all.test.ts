import { listSpaces } from '@latchkey/contract/spaces/operations'
import { expect, test } from 'vitest'
import { call } from './plan.ts'
import { readAll } from './read-all.ts'

test('a list is read to its end, as many at once as it gives', () => {
  const plan = readAll((page) => call(listSpaces, { query: page }))
  expect(plan.next().value).toMatchObject({ operation: listSpaces, query: { limit: 1000 } })
  const second = plan.next({ ok: true, result: { items: ['a'], next: 'behind a' } })
  expect(second.value).toMatchObject({ query: { limit: 1000, after: 'behind a' } })
  expect(plan.next({ ok: true, result: { items: ['b'], next: null } })).toEqual({ done: true, value: ['a', 'b'] })
})
