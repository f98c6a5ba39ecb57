import type { TokenKind } from './kinds.ts'

/** What an organization asks of the tokens that reach its spaces. It is read at every use: a tightened policy narrows at once. */
export interface TokenPolicy {
  /** Null: every kind. */
  readonly allowedKinds: readonly TokenKind[] | null
  /** The longest time from creation to expiry, in milliseconds; null: tokens need not expire. */
  readonly lifetimeMsMax: number | null
  /** Personal tokens need an approval before they reach the organization's spaces. */
  readonly personalNeedsApproval: boolean
}

/** What the policy asks about a token. Times in UTC milliseconds. */
export interface PolicySubject {
  readonly kind: TokenKind
  readonly createdAt: number
  /** Null: never. */
  readonly expiresAt: number | null
  /** Whether the organization has approved it. */
  readonly approved: boolean
}

export type PolicyRefusal = 'kind-not-allowed' | 'must-expire' | 'lives-too-long' | 'needs-approval'

/** Why the token may not reach the organization's spaces; null when it may. Sessions are governed by the sign-in rules instead. */
export function policyRefusal(policy: TokenPolicy, token: PolicySubject): PolicyRefusal | null {
  if (token.kind === 'session') return null
  if (policy.allowedKinds !== null && !policy.allowedKinds.includes(token.kind)) return 'kind-not-allowed'
  if (policy.lifetimeMsMax !== null) {
    if (token.expiresAt === null) return 'must-expire'
    if (token.expiresAt - token.createdAt > policy.lifetimeMsMax) return 'lives-too-long'
  }
  return policy.personalNeedsApproval && token.kind === 'personal' && !token.approved ? 'needs-approval' : null
}
