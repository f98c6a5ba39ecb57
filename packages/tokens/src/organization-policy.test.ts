import { describe, expect, test } from 'vitest'
import { policyRefusal, type PolicySubject, type TokenPolicy } from './organization-policy.ts'

const dayMs = 86_400_000
const lax: TokenPolicy = { allowedKinds: null, lifetimeMsMax: null, personalNeedsApproval: false }
const token: PolicySubject = { kind: 'personal', createdAt: 1000, expiresAt: null, approved: false }

test('a policy that asks nothing refuses nothing', () => expect(policyRefusal(lax, token)).toBeNull())

describe('allowed kinds', () => {
  test('a kind that is not listed is refused', () =>
    expect(policyRefusal({ ...lax, allowedKinds: ['delivery'] }, token)).toBe('kind-not-allowed'))

  test('a kind that is listed is not', () =>
    expect(policyRefusal({ ...lax, allowedKinds: ['delivery', 'personal'] }, token)).toBeNull())
})

describe('a maximum lifetime', () => {
  const policy = { ...lax, lifetimeMsMax: dayMs }

  test('requires expiry', () => expect(policyRefusal(policy, token)).toBe('must-expire'))

  test('is counted from the creation', () => {
    expect(policyRefusal(policy, { ...token, expiresAt: 1000 + dayMs })).toBeNull()
    expect(policyRefusal(policy, { ...token, expiresAt: 1001 + dayMs })).toBe('lives-too-long')
  })

  test('narrows at once when it is tightened', () => {
    const existing = { ...token, expiresAt: 1000 + dayMs }
    expect(policyRefusal({ ...policy, lifetimeMsMax: dayMs - 1 }, existing)).toBe('lives-too-long')
  })
})

describe('approval', () => {
  const policy = { ...lax, personalNeedsApproval: true }

  test('is needed by personal tokens', () => {
    expect(policyRefusal(policy, token)).toBe('needs-approval')
    expect(policyRefusal(policy, { ...token, approved: true })).toBeNull()
  })

  test('is not needed by the tokens of a space', () =>
    expect(policyRefusal(policy, { ...token, kind: 'delivery' })).toBeNull())
})

test('a session is not governed by it', () =>
  expect(
    policyRefusal({ allowedKinds: [], lifetimeMsMax: 0, personalNeedsApproval: true }, { ...token, kind: 'session' }),
  ).toBeNull())
