import { describe, expect, test } from 'vitest'
import { loginYieldsSession, passwordSessionUsableIn, sessionEnd, sessionRules } from './sessions.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

describe('a session by the API', () => {
  test('does not expire by itself', () => expect(sessionEnd(sessionRules.api, 0, 0)).toBeNull())

  test('takes a slot', () => expect(sessionRules.api.takesSlot).toBe(true))

  test('ends where the instance says so', () => {
    expect(sessionEnd({ ...sessionRules.api, lifetimeMs: 10 }, 5, 9)).toBe(15)
    expect(sessionEnd({ ...sessionRules.api, idleMs: 10 }, 5, 9)).toBe(19)
  })
})

describe('a session in the studio', () => {
  test('ends 30 minutes after its last use', () =>
    expect(sessionEnd(sessionRules.studio, 0, hourMs)).toBe(hourMs + 30 * minuteMs))

  test('ends 12 hours after the login, however busy', () =>
    expect(sessionEnd(sessionRules.studio, 0, 12 * hourMs - 1)).toBe(12 * hourMs))

  test('takes no slot', () => expect(sessionRules.studio.takesSlot).toBe(false))
})

describe('SSO', () => {
  test('an identity-provider login yields no session over the API', () => {
    expect(loginYieldsSession('identity-provider', 'api')).toBe(false)
    expect(loginYieldsSession('identity-provider', 'studio')).toBe(true)
  })

  test('a password login yields one on both', () => {
    expect(loginYieldsSession('password', 'api')).toBe(true)
    expect(loginYieldsSession('password', 'studio')).toBe(true)
  })

  test.each([
    ['its owner', { owner: true, exemptFromSso: false }, true],
    ['a member allowed to sign in without SSO', { owner: false, exemptFromSso: true }, true],
    ['any other member', { owner: false, exemptFromSso: false }, false],
  ])('in an SSO-enabled organization %s may use one: %j %s', (_, standing, expected) =>
    expect(passwordSessionUsableIn({ ssoEnabled: true, ...standing })).toBe(expected),
  )

  test('elsewhere every member may', () =>
    expect(passwordSessionUsableIn({ ssoEnabled: false, owner: false, exemptFromSso: false })).toBe(true))
})
