import { tokenKinds } from '@latchkey/tokens/kinds'
import { Type } from 'typebox'
import { organizations } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { Id, nullable, oneOf, page, Segment, strict, Timestamp, TokenId } from '../schema.ts'
import { inInstallation } from '../target.ts'

/** Kinds that a policy can name; sessions are governed by the rules of signing in. */
const governed = tokenKinds.filter((kind) => kind !== 'session')

export const TokenPolicy = strict({
  allowed_kinds: nullable(
    Type.Array(oneOf(governed), { maxItems: governed.length, uniqueItems: true, description: 'Null: every kind.' }),
  ),
  lifetime_days_max: nullable(
    Type.Integer({
      minimum: 1,
      maximum: 3650,
      description: 'The longest time from creation to expiry. Null: tokens need not expire.',
    }),
  ),
  approval_of_personal_tokens: Type.Boolean({
    description: 'Personal tokens reach the spaces of the organization once it has approved them.',
  }),
})

/** A personal token of somebody in the organization, as far as the organization has to know it. */
export const ReachingToken = strict({
  id: TokenId,
  name: Type.String(),
  account: Id,
  email: Type.String(),
  verdict: oneOf(['pending', 'approved', 'rejected']),
  expires_at: nullable(Timestamp),
  created_at: Timestamp,
})

const of = {
  params: { organization: Segment },
  query: {},
  surface: 'management',
  path: '/organizations/{organization}/token-policy',
  callers: accountKinds,
  target: ({ params }: { params: { organization: string } }) => inInstallation('organizations', params.organization),
  action: organizations['tokens.manage'],
  problems: [],
} as const

export const showTokenPolicy = operation({
  ...of,
  id: 'token-policy.show',
  summary: 'Show what an organization asks of tokens that reach its spaces',
  method: 'GET',
  body: null,
  result: TokenPolicy,
  access: 'read',
})

export const updateTokenPolicy = operation({
  ...of,
  id: 'token-policy.update',
  summary: 'Change what an organization asks of tokens that reach its spaces; it holds from the next request on',
  method: 'PATCH',
  callers: ['session'],
  body: Type.Partial(TokenPolicy, { additionalProperties: false }),
  result: TokenPolicy,
  access: 'write',
})

export const listReachingTokens = operation({
  ...of,
  id: 'token-approvals.list',
  summary:
    'List the personal tokens of an organization’s people that can reach its spaces, with what was decided about each',
  method: 'GET',
  path: '/organizations/{organization}/personal-tokens',
  body: null,
  result: page(ReachingToken),
  access: 'read',
})

const verdict = {
  ...of,
  method: 'POST',
  params: { organization: Segment, reaching: TokenId },
  callers: ['session'],
  body: null,
  result: ReachingToken,
  access: 'write',
} as const

export const approveToken = operation({
  ...verdict,
  id: 'token-approvals.approve',
  summary: 'Let a personal token reach the spaces of the organization',
  path: '/organizations/{organization}/personal-tokens/{reaching}/approve',
})

export const rejectToken = operation({
  ...verdict,
  id: 'token-approvals.reject',
  summary: 'Keep a personal token from the spaces of the organization, or take its approval back',
  path: '/organizations/{organization}/personal-tokens/{reaching}/reject',
})
