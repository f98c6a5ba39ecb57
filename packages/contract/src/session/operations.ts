import { tokenKinds } from '@latchkey/tokens/kinds'
import { ownValidation } from '@latchkey/tokens/scope'
import { Type } from 'typebox'
import { profile } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation, publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, Name, oneOf, strict, Timestamp, TokenId, nullable } from '../schema.ts'
import { inInstallation } from '../target.ts'

export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' })
export const Password = Type.String({ minLength: 10, maxLength: 200 })

export const Account = strict({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  state: oneOf(['active', 'suspended']),
  installation_administrator: Type.Boolean(),
  created_at: Timestamp,
})

/** Asks for the session in the studio's cookie. */
export const AsCookie = Type.Optional(
  Type.Boolean({ description: 'True: the session goes into the studio’s cookie, and the answer does not show it.' }),
)

/** A session that has begun. */
export const SignedIn = strict({
  account: Account,
  token: strict({ id: TokenId, kind: oneOf(tokenKinds), expires_at: nullable(Timestamp) }),
  secret: Type.Optional(
    Type.String({ description: 'The session’s token, once; absent where it went into the cookie.' }),
  ),
})

export const createFirstOwner = publicOperation({
  id: 'setup.create-owner',
  summary: 'Create the first owner with the one-time secret from the server’s log',
  method: 'POST',
  surface: 'management',
  path: '/setup',
  params: {},
  query: {},
  body: strict({
    setup_secret: Type.String({ maxLength: 200 }),
    email: Email,
    name: Name,
    password: Password,
    cookie: AsCookie,
  }),
  result: SignedIn,
  status: 201,
  access: 'write',
  problems: [problems.wrongCredentials, problems.conflict, problems.crossOrigin],
})

export const login = publicOperation({
  id: 'session.login',
  summary: 'Log in with a password; answers a session token, or gives it to the studio’s cookie',
  method: 'POST',
  surface: 'management',
  path: '/session',
  params: {},
  query: {},
  body: strict({
    email: Type.String({ maxLength: 254 }),
    password: Type.String({ maxLength: 200 }),
    cookie: AsCookie,
  }),
  result: SignedIn,
  status: 201,
  access: 'write',
  problems: [problems.wrongCredentials, problems.conflict, problems.crossOrigin, problems.tooManyRequests],
})

export const showSession = operation({
  id: 'session.show',
  summary: 'The caller: account and token',
  method: 'GET',
  surface: 'management',
  path: '/session',
  params: {},
  query: {},
  body: null,
  result: strict({
    account: Account,
    token: strict({ id: TokenId, kind: oneOf(tokenKinds), expires_at: nullable(Timestamp) }),
  }),
  action: profile.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('profile'),
  problems: [],
  tags: [ownValidation],
})

export const logout = operation({
  id: 'session.logout',
  summary: 'End this session',
  method: 'DELETE',
  surface: 'management',
  path: '/session',
  params: {},
  query: {},
  body: null,
  result: null,
  action: profile.update,
  access: 'write',
  callers: ['session'],
  target: () => inInstallation('profile'),
  problems: [],
})
