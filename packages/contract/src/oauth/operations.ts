import { tokenKinds } from '@latchkey/tokens/kinds'
import { Type } from 'typebox'
import { profile } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { operation, publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { oneOf, strict, TokenId } from '../schema.ts'
import { inInstallation } from '../target.ts'

/** What both calls take. Further parameters are ignored, as OAuth asks. */
const aboutToken = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 1000, description: 'The text of the token.' }),
  token_type_hint: Type.Optional(Type.String({ description: 'Not needed: a token says what it is.' })),
})

const seconds = Type.Integer({ description: 'Seconds since 1970, UTC.' })

/** RFC 7662 section 2.2. Of a token that is not active, or that the caller may not read, `active` alone. */
export const Introspection = strict({
  active: Type.Boolean(),
  token_type: Type.Optional(oneOf(['Bearer'])),
  /** Its public id, under both names that programs look for. */
  jti: Type.Optional(TokenId),
  client_id: Type.Optional(TokenId),
  sub: Type.Optional(Type.String({ description: 'Whom it acts as: `account:…`, or itself: `token:…`.' })),
  scope: Type.Optional(
    Type.String({ description: 'What it is for, in words between spaces; only of kinds that have a scope.' }),
  ),
  iat: Type.Optional(seconds),
  exp: Type.Optional(seconds),
  /** What OAuth has no word for. */
  kind: Type.Optional(oneOf(tokenKinds)),
  name: Type.Optional(Type.String()),
  space: Type.Optional(Type.String({ description: 'The slug of the space that it belongs to.' })),
})

export const introspectToken = operation({
  id: 'oauth.introspect',
  summary: 'Say whether a token is active, and what it is (RFC 7662)',
  description:
    'For who may read the token’s record: `tokens.show` where it belongs, or being its owner. To everybody else it is not active.',
  method: 'POST',
  surface: 'management',
  path: '/oauth/introspect',
  params: {},
  query: {},
  body: aboutToken,
  bodyType: 'form',
  holdsTokens: true,
  result: Introspection,
  action: profile.read,
  access: 'read',
  callers: accountKinds,
  target: () => inInstallation('profile'),
  problems: [],
})

export const revokeByText = publicOperation({
  id: 'oauth.revoke',
  summary: 'Revoke a token by its text (RFC 7009)',
  description:
    'Whoever holds a token that is for servers alone may end it. Public keys can be read off a page: those are revoked by who sends a token along that may. Unknown and revoked tokens are answered alike.',
  method: 'POST',
  surface: 'management',
  path: '/oauth/revoke',
  params: {},
  query: {},
  body: aboutToken,
  bodyType: 'form',
  holdsTokens: true,
  identifies: true,
  result: strict({}),
  access: 'write',
  problems: [
    problems.unsupportedTokenType,
    problems.invalidToken,
    problems.kindMismatch,
    problems.insufficientScope,
    problems.notFound,
  ],
})
