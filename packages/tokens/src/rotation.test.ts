import { describe, expect, test } from 'vitest'
import {
  defaultGraceMs,
  firstVersion,
  longestGraceMs,
  renew,
  retirePrevious,
  type SecretVersions,
  standing,
} from './rotation.ts'

const now = 1_000_000_000
const hourMs = 3_600_000

function rotated(graceMs: number | null, versions: SecretVersions = firstVersion, at = now): SecretVersions {
  const outcome = renew('rotate', versions, graceMs, at)
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome.versions
}

describe('rotation', () => {
  test('a new token has one version', () => expect(firstVersion).toEqual({ current: 1, previous: null }))

  test('the old secret keeps working for the grace, and is retired after it', () => {
    const versions = rotated(500)
    expect(versions).toEqual({ current: 2, previous: { version: 1, until: now + 500 } })
    expect(standing(versions, 1, now + 499)).toBe('live')
    expect(standing(versions, 1, now + 500)).toBe('retired')
  })

  test('the grace is one hour unless given', () => {
    expect(defaultGraceMs).toBe(hourMs)
    expect(rotated(null).previous?.until).toBe(now + hourMs)
  })

  test('a grace of zero retires the old secret at once', () => expect(standing(rotated(0), 1, now)).toBe('retired'))

  test('a grace of seven days is the longest', () => {
    expect(longestGraceMs).toBe(7 * 24 * hourMs)
    expect(rotated(longestGraceMs).previous?.until).toBe(now + longestGraceMs)
  })

  test.each([-1, longestGraceMs + 1, 0.5, NaN, Infinity])('a grace of %d ms is refused', (graceMs) =>
    expect(renew('rotate', firstVersion, graceMs, now)).toEqual({ ok: false, refusal: 'grace-out-of-range' }),
  )

  test('a second rotation retires the oldest at once: never more than two secrets are live', () => {
    const versions = rotated(hourMs, rotated(hourMs))
    expect([1, 2, 3].map((version) => standing(versions, version, now))).toEqual(['retired', 'live', 'live'])
  })

  test('a retired secret says nothing of the live one', () =>
    expect(standing(rotated(0), 2, now + longestGraceMs)).toBe('live'))

  test('a version that is yet to come is not live', () => expect(standing(firstVersion, 2, now)).toBe('retired'))
})

describe('the overlap closes early', () => {
  test('on evidence that the new secret is in use', () => {
    const versions = retirePrevious(rotated(hourMs), now + 10)
    expect(versions).toEqual({ current: 2, previous: { version: 1, until: now + 10 } })
  })

  test('but never later than it would by itself', () => {
    const versions = rotated(10)
    expect(retirePrevious(versions, now + 10)).toBe(versions)
    expect(retirePrevious(versions, now + 20)).toBe(versions)
  })

  test('and not where there is none', () => expect(retirePrevious(firstVersion, now)).toBe(firstVersion))
})

describe('other kinds', () => {
  test('a constant secret is never renewed', () =>
    expect(renew('constant', firstVersion, null, now)).toEqual({ ok: false, refusal: 'secret-is-constant' }))

  test('a session is renewed by logging in', () =>
    expect(renew('login', firstVersion, null, now)).toEqual({ ok: false, refusal: 'renewed-by-login' }))

  test.each([null, 0])('a reset ends the old secret at once (grace %j)', (graceMs) =>
    expect(renew('reset', firstVersion, graceMs, now)).toEqual({
      ok: true,
      versions: { current: 2, previous: { version: 1, until: now } },
    }),
  )

  test('a reset has no grace', () =>
    expect(renew('reset', firstVersion, 1, now)).toEqual({ ok: false, refusal: 'reset-has-no-grace' }))
})
