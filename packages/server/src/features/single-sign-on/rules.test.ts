import { describe, expect, test } from 'vitest'
import { defaultClaims, domainOf, isIssuer, readVouched } from './rules.ts'

const claims = { sub: 'u1', email: 'Ada@Example.com', email_verified: true, name: 'Ada' }
const domains = ['example.com']

describe('a provider vouches', () => {
  test('for an address that it has verified, of a domain of the organization', () => {
    expect(readVouched(claims, defaultClaims, domains)).toEqual({
      ok: true,
      person: { subject: 'u1', email: 'Ada@Example.com', name: 'Ada' },
    })
  })

  test('by the claims that the organization names', () => {
    const names = { email: 'mail', email_verified: 'mail_ok', name: 'nick' }
    const other = { sub: 'u1', mail: 'ada@example.com', mail_ok: true, nick: 'A' }
    expect(readVouched(other, names, domains)).toMatchObject({ ok: true, person: { name: 'A' } })
  })

  test('under the address where it tells no name', () => {
    expect(readVouched({ ...claims, name: undefined }, defaultClaims, domains)).toMatchObject({
      person: { name: 'Ada@Example.com' },
    })
  })

  test.each([
    ['no-subject', { sub: undefined }],
    ['no-subject', { sub: 7 }],
    ['no-email', { email: undefined }],
    ['no-email', { email: 'ada' }],
    ['no-email', { email: ['ada@example.com'] }],
    ['email-not-verified', { email_verified: false }],
    ['email-not-verified', { email_verified: 'true' }],
    ['email-not-verified', { email_verified: undefined }],
    ['foreign-domain', { email: 'ada@example.org' }],
    ['foreign-domain', { email: 'ada@sub.example.com' }],
    ['foreign-domain', { email: 'ada@notexample.com' }],
    ['foreign-domain', { email: 'ada@example.com.evil.org' }],
  ])('for nobody: %s with %o', (reason, change) => {
    expect(readVouched({ ...claims, ...change }, defaultClaims, domains)).toEqual({ ok: false, reason })
  })

  test('for nobody by a claim that every object has', () => {
    const names = { ...defaultClaims, email_verified: 'constructor' }
    expect(readVouched(claims, names, domains)).toEqual({ ok: false, reason: 'email-not-verified' })
  })
})

test('domains are compared as they are claimed', () => {
  expect(domainOf('"a@b"@EXAMPLE.com')).toBe('example.com')
})

test.each([
  ['https://idp.example.com', true],
  ['https://idp.example.com/realms/a', true],
  ['http://127.0.0.1:3000', true],
  ['http://idp.example.com', false],
  ['https://a:b@idp.example.com', false],
  ['https://idp.example.com/?x=1', false],
  ['javascript:alert(1)', false],
  ['idp', false],
])('%s as an issuer: %s', (text, good) => {
  expect(isIssuer(text)).toBe(good)
})
