import { showDeliveredSpace } from '@latchkey/contract/delivery-space/operations'
import { describe, expect, test } from 'vitest'
import type { Refused } from './answer.ts'
import { attempt, call, type Plan, Refusing } from './plan.ts'

const refused: Refused = { problem: 'not-found', status: 404, detail: 'There is no such thing.' }
const given = { params: { space: 'shop' } }

describe('a plan', () => {
  test('says which operation it needs, and goes on with what that answers', () => {
    const plan = (function* (): Plan {
      const { name } = yield* call(showDeliveredSpace, given)
      return { status: 200, body: name }
    })()
    expect(plan.next().value).toEqual({
      operation: showDeliveredSpace,
      params: { space: 'shop' },
      query: {},
      body: null,
    })
    expect(plan.next({ ok: true, result: { name: 'Shop' } })).toEqual({
      done: true,
      value: { status: 200, body: 'Shop' },
    })
  })

  test('ends with a refusal', () => {
    const plan = (function* (): Plan {
      yield* call(showDeliveredSpace, given)
      return { status: 200, body: null }
    })()
    plan.next()
    expect(() => plan.next({ ok: false, refused })).toThrow(Refusing)
    expect(plan.next({ ok: true, result: {} })).toEqual({ done: true, value: undefined })
  })

  test('that only attempts something is told of the refusal', () => {
    const plan = (function* (): Plan {
      const tried = yield* attempt(showDeliveredSpace, given)
      return { status: 200, body: tried.ok ? 'there' : tried.refused.problem }
    })()
    plan.next()
    expect(plan.next({ ok: false, refused })).toEqual({ done: true, value: { status: 200, body: 'not-found' } })
  })
})
