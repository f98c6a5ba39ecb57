import { problems } from '@latchkey/contract/problems'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { challengeOf } from './challenge.ts'
import { refuse } from './refusal.ts'

const headerOf = (...refusal: Parameters<typeof refuse>) => challengeOf(refuse(...refusal))['WWW-Authenticate']

test('a request without a token is told the scheme and no error', () => {
  expect(headerOf(problems.missingToken)).toBe('Bearer realm="latchkey"')
})

test('a token that is no good is told so, in the words of the problem', () => {
  expect(headerOf(problems.invalidToken)).toMatch(
    /^Bearer realm="latchkey", error="invalid_token", error_description="The token is unknown, .+"$/,
  )
})

test('a refusal for want of a grant names the actions of that grant as scope', () => {
  const missing_grant = {
    effect: 'allow',
    actions: ['content.publish', 'content.update'],
    resources: ['content:pages'],
  } as const
  expect(headerOf(problems.insufficientScope, 'No grant.', { missing_grant })).toBe(
    'Bearer realm="latchkey", error="insufficient_scope", error_description="No grant.", scope="content.publish content.update"',
  )
})

test('a login that is too old is told what RFC 9470 has a word for', () => {
  expect(headerOf(problems.freshLoginRequired)).toContain('error="insufficient_user_authentication"')
})

test('every 401 and 403 of the catalogue has a challenge, and no other status has one but a misplaced token', () => {
  for (const problem of Object.values(problems)) {
    const has = headerOf(problem) !== undefined
    expect([problem.slug, has]).toEqual([
      problem.slug,
      problem.status === 401 || problem.status === 403 || problem.slug === 'misplaced-token',
    ])
  }
})

test('a description holds only what RFC 6750 lets it, whatever was said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (detail) => {
      expect(headerOf(problems.insufficientScope, detail)).toMatch(
        /^Bearer realm="latchkey", error="insufficient_scope", error_description="[\x20\x21\x23-\x5b\x5d-\x7e]*"$/,
      )
    }),
  )
})
