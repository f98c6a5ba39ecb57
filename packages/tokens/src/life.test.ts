import { describe, expect, test } from 'vitest'
import { begin, isUsable, type Life, type LifeEvent, type State, stateAt, transition, whyUnusable } from './life.ts'

const now = 1_000
const inTheFuture = 2_000

function life(state: State, expiresAt: number | null = null, deleted = false): Life {
  return { state, expiresAt, deleted }
}

describe('beginning', () => {
  test('expiry is optional', () => expect(begin('active', null, now)).toEqual({ ok: true, life: life('active') }))

  test('a token can begin inactive', () =>
    expect(begin('inactive', inTheFuture, now)).toEqual({ ok: true, life: life('inactive', inTheFuture) }))

  test('the next millisecond is the earliest expiry', () =>
    expect(begin('active', now + 1, now)).toEqual({ ok: true, life: life('active', now + 1) }))

  test.each([now, now - 1, NaN, Infinity, now + 0.5])('an expiry of %d at 1000 is refused', (expiresAt) =>
    expect(begin('active', expiresAt, now)).toEqual({ ok: false, refusal: 'expiry-not-in-the-future' }),
  )
})

describe('events', () => {
  test.each<[State, LifeEvent, State]>([
    ['active', 'activate', 'active'],
    ['active', 'deactivate', 'inactive'],
    ['inactive', 'activate', 'active'],
    ['inactive', 'deactivate', 'inactive'],
    ['active', 'revoke', 'revoked'],
    ['inactive', 'revoke', 'revoked'],
    ['revoked', 'revoke', 'revoked'],
    ['expired', 'revoke', 'revoked'],
  ])('%s and %s: %s', (before, event, after) =>
    expect(transition(life(before, inTheFuture), event, now)).toEqual({ ok: true, life: life(after, inTheFuture) }),
  )

  test.each<[LifeEvent]>([['activate'], ['deactivate']])('revoked is final: %s is refused', (event) =>
    expect(transition(life('revoked'), event, now)).toEqual({ ok: false, refusal: 'revoked-is-final' }),
  )

  test.each<[LifeEvent]>([['activate'], ['deactivate']])('expired is final: %s is refused', (event) => {
    expect(transition(life('expired'), event, now)).toEqual({ ok: false, refusal: 'expired-is-final' })
    expect(transition(life('inactive', now), event, now)).toEqual({ ok: false, refusal: 'expired-is-final' })
  })

  test.each<State>(['active', 'inactive', 'revoked', 'expired'])('delete revokes first: %s', (state) =>
    expect(transition(life(state), 'delete', now)).toEqual({ ok: true, life: life('revoked', null, true) }),
  )

  test.each<LifeEvent>(['activate', 'deactivate', 'revoke', 'delete'])('a deleted token refuses %s', (event) =>
    expect(transition(life('revoked', null, true), event, now)).toEqual({ ok: false, refusal: 'deleted' }),
  )
})

describe('the state at a moment', () => {
  test('expires exactly at expiresAt', () => {
    expect(stateAt(life('active', now), now - 1)).toBe('active')
    expect(stateAt(life('active', now), now)).toBe('expired')
    expect(stateAt(life('inactive', now), now)).toBe('expired')
  })

  test('is not changed by time where nothing expires', () => expect(stateAt(life('inactive'), now)).toBe('inactive'))

  test('stays revoked after expiresAt', () => expect(stateAt(life('revoked', now), now)).toBe('revoked'))

  test('stays expired once stored so, also when the clock steps back', () =>
    expect(stateAt(life('expired', inTheFuture), now)).toBe('expired'))
})

describe('use', () => {
  test('an active token is usable until it expires', () => {
    expect(whyUnusable(life('active', inTheFuture), now)).toBeNull()
    expect(isUsable(life('active', inTheFuture), now)).toBe(true)
    expect(isUsable(life('active', inTheFuture), inTheFuture)).toBe(false)
  })

  test.each<[string, Life]>([
    ['inactive', life('inactive')],
    ['revoked', life('revoked')],
    ['expired', life('active', now)],
    ['expired', life('expired')],
    ['deleted', life('revoked', null, true)],
  ])('%s is the reason', (reason, token) => {
    expect(whyUnusable(token, now)).toBe(reason)
    expect(isUsable(token, now)).toBe(false)
  })
})
