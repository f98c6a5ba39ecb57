import { Type } from 'typebox'
import { profile } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { listQuery, Name, nullable, oneOf, page, strict, Timestamp, TokenId } from '../schema.ts'
import { Account, Email, Password } from '../session/operations.ts'
import { Space } from '../spaces/operations.ts'
import { inInstallation } from '../target.ts'
import {
  cascadeQuery,
  IssuedToken,
  ListedToken,
  NewPersonalToken,
  PersonalTokenChange,
  RevealedToken,
  RevokedToken,
  Rotation,
  Token,
  tokenListQuery,
} from '../tokens/schemas.ts'
import { TokenUsage, usageQuery } from '../tokens/usage.ts'

const own = () => inInstallation('profile')
const paging = { limit: listQuery.limit, after: listQuery.after, count: listQuery.count }
const token = {
  params: { token: TokenId },
  query: {},
  surface: 'management',
  callers: accountKinds,
  target: own,
} as const

const change = {
  params: {},
  query: {},
  surface: 'management',
  result: null,
  action: profile.update,
  access: 'write',
  callers: ['session'],
  target: own,
  locks: 'space',
} as const

export const showAccount = operation({
  id: 'account.show',
  summary: 'Show your account',
  method: 'GET',
  surface: 'management',
  path: '/account',
  params: {},
  query: {},
  body: null,
  result: Account,
  action: profile.read,
  access: 'read',
  callers: accountKinds,
  target: own,
  problems: [],
})

export const updateAccount = operation({
  id: 'account.update',
  summary: 'Change your name or password; a new password ends your other sessions',
  method: 'PATCH',
  surface: 'management',
  path: '/account',
  params: {},
  query: {},
  body: strict({
    name: Type.Optional(Name),
    password: Type.Optional(Password),
    current_password: Type.Optional(Type.String({ maxLength: 200, description: 'Needed with `password`.' })),
  }),
  result: Account,
  action: profile.update,
  access: 'write',
  callers: ['session'],
  target: own,
  locks: 'space',
  problems: [problems.wrongCredentials],
})

export const listPersonalTokens = operation({
  id: 'account-tokens.list',
  summary: 'List your personal tokens',
  method: 'GET',
  surface: 'management',
  path: '/account/tokens',
  params: {},
  query: tokenListQuery,
  body: null,
  result: page(ListedToken),
  action: profile.read,
  access: 'read',
  callers: accountKinds,
  target: own,
  problems: [],
})

export const createPersonalToken = operation({
  id: 'account-tokens.create',
  summary: 'Issue a personal token; the answer holds the secret, once',
  method: 'POST',
  surface: 'management',
  path: '/account/tokens',
  params: {},
  query: {},
  body: NewPersonalToken,
  result: IssuedToken,
  status: 201,
  action: profile.update,
  access: 'write',
  callers: accountKinds,
  target: own,
  fresh: 'mint',
  idempotent: true,
  problems: [problems.exceedsMaker, problems.freshLoginRequired, problems.idempotencyConflict],
  tags: ['any-proof'],
})

export const showPersonalToken = operation({
  ...token,
  id: 'account-tokens.show',
  summary: 'Show one of your personal tokens',
  method: 'GET',
  path: '/account/tokens/{token}',
  body: null,
  result: Token,
  versioned: true,
  action: profile.read,
  access: 'read',
  problems: [],
})

export const readPersonalTokenUsage = operation({
  ...token,
  id: 'account-tokens.usage',
  summary: 'What one of your personal tokens was used for, from where, and what it was refused, by day',
  method: 'GET',
  path: '/account/tokens/{token}/usage',
  query: usageQuery,
  body: null,
  result: TokenUsage,
  action: profile.read,
  access: 'read',
  problems: [],
})

export const updatePersonalToken = operation({
  ...token,
  id: 'account-tokens.update',
  summary: 'Rename one of your personal tokens or change its terms of use; scope and expiry never change',
  method: 'PATCH',
  path: '/account/tokens/{token}',
  body: PersonalTokenChange,
  result: Token,
  versioned: true,
  action: profile.update,
  access: 'write',
  problems: [problems.exceedsMaker, problems.versionConflict, problems.conflict],
  tags: ['any-proof'],
})

export const deactivatePersonalToken = operation({
  ...token,
  id: 'account-tokens.deactivate',
  summary: 'Pause one of your personal tokens',
  method: 'POST',
  path: '/account/tokens/{token}/deactivate',
  body: null,
  result: Token,
  action: profile.update,
  access: 'write',
  problems: [problems.conflict],
  tags: ['any-proof'],
})

export const activatePersonalToken = operation({
  ...token,
  id: 'account-tokens.activate',
  summary: 'Resume one of your personal tokens',
  method: 'POST',
  path: '/account/tokens/{token}/activate',
  body: null,
  result: Token,
  action: profile.update,
  access: 'write',
  problems: [problems.conflict],
})

export const revokePersonalToken = operation({
  ...token,
  id: 'account-tokens.revoke',
  summary: 'Revoke one of your personal tokens for good; `cascade` takes along what it has made',
  method: 'POST',
  path: '/account/tokens/{token}/revoke',
  query: cascadeQuery,
  body: null,
  result: RevokedToken,
  action: profile.update,
  access: 'write',
  problems: [],
  tags: ['any-proof'],
})

export const deletePersonalToken = operation({
  ...token,
  id: 'account-tokens.delete',
  summary: 'Revoke one of your personal tokens and take its record out of the lists',
  method: 'DELETE',
  path: '/account/tokens/{token}',
  body: null,
  result: null,
  action: profile.update,
  access: 'write',
  problems: [],
  tags: ['any-proof'],
})

export const rotatePersonalToken = operation({
  ...token,
  id: 'account-tokens.rotate',
  summary: 'Give one of your personal tokens a new secret; the old one works on for a while',
  method: 'POST',
  path: '/account/tokens/{token}/rotate',
  body: Rotation,
  result: IssuedToken,
  action: profile.update,
  access: 'write',
  idempotent: true,
  problems: [problems.conflict, problems.exceedsMaker, problems.idempotencyConflict],
})

export const revealPersonalToken = operation({
  ...token,
  id: 'account-tokens.reveal',
  summary: 'Show the secret of one of your personal tokens, where the instance keeps it; asks for a fresh login',
  method: 'POST',
  path: '/account/tokens/{token}/reveal',
  callers: ['session'],
  body: null,
  result: RevealedToken,
  action: profile.update,
  access: 'write',
  fresh: 'reveal',
  problems: [problems.conflict, problems.freshLoginRequired],
})

/** A login of the account that is not over. */
export const Session = strict({
  id: TokenId,
  current: Type.Boolean({ description: 'The one that asks.' }),
  via: oneOf(['bearer', 'cookie'], { description: 'Where its token counts.' }),
  network: nullable(Type.String()),
  user_agent: nullable(Type.String()),
  created_at: Timestamp,
  confirmed_at: Timestamp,
  last_used_at: nullable(Timestamp),
  expires_at: nullable(Timestamp),
})

export const listSessions = operation({
  id: 'account-sessions.list',
  summary: 'List your sessions',
  method: 'GET',
  surface: 'management',
  path: '/account/sessions',
  params: {},
  query: paging,
  body: null,
  result: page(Session),
  action: profile.read,
  access: 'read',
  callers: accountKinds,
  target: own,
  problems: [],
})

export const endSession = operation({
  ...token,
  id: 'account-sessions.end',
  summary: 'End one of your sessions',
  method: 'DELETE',
  path: '/account/sessions/{token}',
  callers: ['session'],
  body: null,
  result: null,
  action: profile.update,
  access: 'write',
  problems: [],
})

export const openSandbox = operation({
  id: 'account-sandbox.open',
  summary: 'Your Sandbox: a space of your own outside organizations, made when you first ask for it',
  method: 'PUT',
  surface: 'management',
  path: '/account/sandbox',
  params: {},
  query: {},
  body: null,
  result: Space,
  action: profile.update,
  access: 'write',
  callers: accountKinds,
  target: own,
  locks: 'space',
  problems: [],
})

export const endOtherSessions = operation({
  ...change,
  id: 'account-sessions.end-others',
  summary: 'End all your sessions but this one',
  method: 'DELETE',
  path: '/account/sessions',
  body: null,
  problems: [],
})

export const changeEmail = operation({
  ...change,
  id: 'account.change-email',
  summary: 'Name a new e-mail address; it counts once the link that is sent to it was used',
  method: 'POST',
  path: '/account/email',
  body: strict({ email: Email }),
  fresh: 'account',
  problems: [problems.freshLoginRequired, problems.tooManyRequests],
})

export const deactivateAccount = operation({
  ...change,
  id: 'account.deactivate',
  summary: 'Suspend your own account and end its sessions; an administrator can take it back',
  method: 'POST',
  path: '/account/deactivate',
  body: null,
  fresh: 'account',
  problems: [problems.freshLoginRequired, problems.conflict],
})
