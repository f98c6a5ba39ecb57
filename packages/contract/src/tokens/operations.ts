import { tokens } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { page, Segment, TokenId } from '../schema.ts'
import { inSpace } from '../target.ts'
import {
  cascadeQuery,
  IssuedToken,
  ListedToken,
  NewSpaceToken,
  RevealedToken,
  RevokedToken,
  Rotation,
  Token,
  TokenChange,
  tokenListQuery,
} from './schemas.ts'
import { TokenUsage, usageQuery } from './usage.ts'

const one = {
  params: { space: Segment, token: TokenId },
  query: {},
  surface: 'management',
  callers: accountKinds,
  locks: 'space',
} as const
const target = ({ params }: { params: { space: string; token: string } }) =>
  inSpace('tokens', params.space, params.token)

export const listTokens = operation({
  id: 'tokens.list',
  summary: 'List the tokens of a space',
  method: 'GET',
  surface: 'management',
  path: '/spaces/{space}/tokens',
  params: { space: Segment },
  query: tokenListQuery,
  body: null,
  result: page(ListedToken),
  action: tokens.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('tokens', params.space),
  problems: [],
})

export const createToken = operation({
  id: 'tokens.create',
  summary: 'Issue a token of a space; the answer holds the secret, once',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/tokens',
  params: { space: Segment },
  query: {},
  body: NewSpaceToken,
  result: IssuedToken,
  status: 201,
  action: tokens.create,
  access: 'write',
  callers: accountKinds,
  target: ({ params }) => inSpace('tokens', params.space),
  locks: 'space',
  fresh: 'mint',
  idempotent: true,
  problems: [problems.exceedsMaker, problems.freshLoginRequired, problems.limitReached, problems.idempotencyConflict],
})

export const showToken = operation({
  ...one,
  id: 'tokens.show',
  summary: 'Show a token',
  method: 'GET',
  path: '/spaces/{space}/tokens/{token}',
  body: null,
  result: Token,
  versioned: true,
  action: tokens.read,
  access: 'read',
  target,
  problems: [],
})

export const readTokenUsage = operation({
  ...one,
  id: 'tokens.usage',
  summary: 'What a token was used for, from where, and what it was refused, by day',
  method: 'GET',
  path: '/spaces/{space}/tokens/{token}/usage',
  query: usageQuery,
  body: null,
  result: TokenUsage,
  action: tokens.read,
  access: 'read',
  target,
  problems: [],
})

export const updateToken = operation({
  ...one,
  id: 'tokens.update',
  summary: 'Rename a token, or change its grants, branches, aliases or terms of use where its kind lets them change',
  method: 'PATCH',
  path: '/spaces/{space}/tokens/{token}',
  body: TokenChange,
  result: Token,
  versioned: true,
  action: tokens.update,
  access: 'write',
  target,
  problems: [problems.assertionBroken, problems.exceedsMaker, problems.versionConflict, problems.conflict],
})

export const deactivateToken = operation({
  ...one,
  id: 'tokens.deactivate',
  summary: 'Pause a token: refused from the next request on, until activated again',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/deactivate',
  body: null,
  result: Token,
  action: tokens.update,
  access: 'write',
  target,
  problems: [problems.conflict],
})

export const activateToken = operation({
  ...one,
  id: 'tokens.activate',
  summary: 'Resume a paused token',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/activate',
  body: null,
  result: Token,
  action: tokens.update,
  access: 'write',
  target,
  problems: [problems.conflict, problems.exceedsMaker],
})

export const revokeToken = operation({
  ...one,
  id: 'tokens.revoke',
  summary: 'Revoke a token for good; `cascade` takes along what it has made',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/revoke',
  query: cascadeQuery,
  body: null,
  result: RevokedToken,
  action: tokens.revoke,
  access: 'write',
  target,
  problems: [],
})

export const deleteToken = operation({
  ...one,
  id: 'tokens.delete',
  summary: 'Revoke a token and take its record out of the lists',
  method: 'DELETE',
  path: '/spaces/{space}/tokens/{token}',
  body: null,
  result: null,
  action: tokens.revoke,
  access: 'write',
  target,
  problems: [],
})

export const rotateToken = operation({
  ...one,
  id: 'tokens.rotate',
  summary: 'Give a token a new secret; the old one works on for a while',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/rotate',
  body: Rotation,
  result: IssuedToken,
  action: tokens.update,
  access: 'write',
  target,
  idempotent: true,
  problems: [problems.conflict, problems.exceedsMaker, problems.idempotencyConflict],
})

export const resetToken = operation({
  ...one,
  id: 'tokens.reset',
  summary: 'Give an access token another secret; the old one ends at once',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/reset',
  body: null,
  result: IssuedToken,
  action: tokens.update,
  access: 'write',
  target,
  idempotent: true,
  problems: [problems.conflict, problems.exceedsMaker, problems.idempotencyConflict],
})

export const revealToken = operation({
  ...one,
  id: 'tokens.reveal',
  summary: 'Show the secret of a token whose kind is readable again; asks for a fresh login',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/reveal',
  callers: ['session'],
  body: null,
  result: RevealedToken,
  action: tokens.reveal,
  access: 'write',
  target,
  fresh: 'reveal',
  problems: [problems.conflict, problems.exceedsMaker, problems.freshLoginRequired],
})
