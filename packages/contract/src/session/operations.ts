import { tokenKinds } from '@latchkey/tokens/kinds'
import { ownValidation } from '@latchkey/tokens/scope'
import { Type } from 'typebox'
import { profile } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation, publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, Name, oneOf, Serial, strict, Timestamp, TokenId, nullable } from '../schema.ts'
import { inInstallation } from '../target.ts'
import { Scope } from '../tokens/schemas.ts'

export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' })
export const Password = Type.String({ minLength: 10, maxLength: 200 })

export const Account = strict({
  id: Id,
  serial: Serial,
  email: Type.String(),
  name: Type.String(),
  state: oneOf(['active', 'suspended']),
  installation_administrator: Type.Boolean(),
  created_at: Timestamp,
})

/** A hundred years: what lasts longer is sent without an end. */
const ttlSecondsMax = 3_155_760_000

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

/** What a browser's authenticator has answered: `credential.toJSON()`. Browsers may add to it. */
export const PasskeyAnswer = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 2000 }),
    rawId: Type.String({ minLength: 1, maxLength: 2000 }),
    type: oneOf(['public-key']),
    response: Type.Record(Type.String(), Type.Unknown()),
  },
  { description: '`credential.toJSON()` of the Web Authentication API.' },
)

/** What a browser passes to `navigator.credentials`, after `parseRequestOptionsFromJSON` or its like. */
export const PasskeyOptions = Type.Record(Type.String(), Type.Unknown(), {
  description: 'For `navigator.credentials`, as JSON of the Web Authentication API.',
})

/** A step of a sign-in that is under way; opaque, works once, for five minutes. */
export const Challenge = Type.String({ minLength: 20, maxLength: 100 })

/** A code of the one-time password app, or a recovery code. */
export const Code = Type.String({
  minLength: 6,
  maxLength: 20,
  description: 'Six digits of the app, or a recovery code.',
})

/** The password was right, and the account has a second factor: go on with `session.second-factor`. */
export const SecondFactorRequired = strict({
  second_factor_required: Type.Literal(true),
  challenge: Challenge,
  factors: Type.Array(oneOf(['totp', 'passkey', 'recovery-code'])),
  passkey: nullable(PasskeyOptions),
  expires_at: Timestamp,
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
  summary:
    'Log in with a password; answers a session token, or a personal token of a scope, or fills the studio’s cookie',
  method: 'POST',
  surface: 'management',
  path: '/session',
  params: {},
  query: {},
  body: strict({
    email: Type.String({ maxLength: 254 }),
    password: Type.String({ maxLength: 200 }),
    code: Type.Optional(Code),
    cookie: AsCookie,
    personal: Type.Optional(
      strict(
        { name: Name, scope: Scope },
        {
          description:
            'A personal token of that scope is answered instead of a session; a second factor is sent along.',
        },
      ),
    ),
    ttl_seconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: ttlSecondsMax,
        description: 'How long the token works. Default: as long as ever.',
      }),
    ),
  }),
  result: Type.Union([SecondFactorRequired, SignedIn]),
  status: 201,
  access: 'write',
  problems: [
    problems.wrongCredentials,
    problems.wrongSecondFactor,
    problems.conflict,
    problems.crossOrigin,
    problems.tooManyRequests,
  ],
})

const stepProblems = [
  problems.wrongSecondFactor,
  problems.challengeOver,
  problems.conflict,
  problems.crossOrigin,
  problems.tooManyRequests,
] as const

export const secondFactor = publicOperation({
  id: 'session.second-factor',
  summary: 'Go on with a login that asked for a second factor: a code or a passkey',
  method: 'POST',
  surface: 'management',
  path: '/session/second-factor',
  params: {},
  query: {},
  body: strict({
    challenge: Challenge,
    code: Type.Optional(Code),
    passkey: Type.Optional(PasskeyAnswer),
    cookie: AsCookie,
  }),
  result: SignedIn,
  status: 201,
  access: 'write',
  problems: stepProblems,
})

export const passkeyOptions = publicOperation({
  id: 'session.passkey-options',
  summary: 'Begin to sign in, or to confirm a session, with a passkey',
  method: 'POST',
  surface: 'management',
  path: '/session/passkey-options',
  params: {},
  query: {},
  body: null,
  result: strict({ challenge: Challenge, passkey: PasskeyOptions, expires_at: Timestamp }),
  status: 201,
  access: 'write',
  problems: [problems.conflict, problems.tooManyRequests],
})

export const passkeyLogin = publicOperation({
  id: 'session.passkey',
  summary: 'Sign in with a passkey alone; the authenticator has to verify its person',
  method: 'POST',
  surface: 'management',
  path: '/session/passkey',
  params: {},
  query: {},
  body: strict({ challenge: Challenge, passkey: PasskeyAnswer, cookie: AsCookie }),
  result: SignedIn,
  status: 201,
  access: 'write',
  problems: stepProblems,
})

export const confirmSession = operation({
  id: 'session.confirm',
  summary: 'Prove again who you are, as if this session had just begun: the second factor, or without one the password',
  method: 'POST',
  surface: 'management',
  path: '/session/confirm',
  params: {},
  query: {},
  body: strict({
    password: Type.Optional(Type.String({ maxLength: 200 })),
    code: Type.Optional(Code),
    challenge: Type.Optional(Challenge),
    passkey: Type.Optional(PasskeyAnswer),
  }),
  result: strict({ confirmed_at: Timestamp }),
  action: profile.update,
  access: 'write',
  callers: ['session'],
  target: () => inInstallation('profile'),
  locks: 'space',
  problems: [
    problems.wrongCredentials,
    problems.wrongSecondFactor,
    problems.challengeOver,
    problems.conflict,
    problems.tooManyRequests,
  ],
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
    token: strict({
      id: TokenId,
      kind: oneOf(tokenKinds),
      masked: Type.String(),
      scope: nullable(Scope),
      expires_at: nullable(Timestamp),
    }),
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
  tags: ['any-proof'],
})
