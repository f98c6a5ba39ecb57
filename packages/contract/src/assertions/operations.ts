import { Type } from 'typebox'
import { roles, tokens } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { ClaimSchema, GrantSchema } from '../grant-schema.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { Id, Name, oneOf, page, Segment, strict, Timestamp, TokenId, Version } from '../schema.ts'
import { inSpace } from '../target.ts'

/** What is asserted, as it is sent: read like a grant, so that every mistake gets a pointer and a sentence. */
const ClaimInput = Type.Unsafe<unknown>({
  type: 'object',
  description:
    'A grant whose effect is `never` or `always`: `{ "effect": "never", "actions": ["content.read"], "resources": ["content"], "conditions": { "status": ["draft"] } }`.',
})

/** A sentence about a token or a role that no later edit may make false. */
export const Assertion = strict({
  id: Id,
  name: Type.String(),
  claim: ClaimSchema,
  sentence: Type.String({ description: 'The claim in words.' }),
  holds: oneOf(['yes', 'no', 'unknown'], {
    description: '`yes` is certain. `unknown`: neither could be shown, and so it guards nothing.',
  }),
  because: Type.Optional(
    Type.Array(GrantSchema, {
      description: 'Where it does not hold: the grants that stand against it, as far as you may read them.',
    }),
  ),
  created_by: Type.String({ description: '`account:…` or `token:…`' }),
  created_at: Timestamp,
  version: Version,
})

const evenIfFalse = {
  even_if_false: Type.Optional(
    Type.Boolean({ description: 'Pins what is false now. It guards from when it first holds.' }),
  ),
}
const NewAssertion = strict({ name: Name, claim: ClaimInput, ...evenIfFalse })
const AssertionChange = strict({ name: Type.Optional(Name), claim: Type.Optional(ClaimInput), ...evenIfFalse })

const refusals = [problems.assertionBroken, problems.conflict] as const

// Of a token.

const ofToken = {
  params: { space: Segment, token: TokenId },
  query: {},
  surface: 'management',
  callers: accountKinds,
  target: ({ params }: { params: { space: string; token: string } }) => inSpace('tokens', params.space, params.token),
} as const
const oneOfToken = { ...ofToken, params: { ...ofToken.params, assertion: Id }, locks: 'space' } as const

export const listTokenAssertions = operation({
  ...ofToken,
  id: 'token-assertions.list',
  summary: 'List the assertions that are pinned to a token, and whether each holds',
  method: 'GET',
  path: '/spaces/{space}/tokens/{token}/assertions',
  body: null,
  result: page(Assertion),
  action: tokens.read,
  access: 'read',
  problems: [],
})

export const createTokenAssertion = operation({
  ...ofToken,
  id: 'token-assertions.create',
  summary: 'Pin an assertion to a token: later edits that would make it false are refused',
  method: 'POST',
  path: '/spaces/{space}/tokens/{token}/assertions',
  body: NewAssertion,
  result: Assertion,
  status: 201,
  action: tokens.update,
  access: 'write',
  locks: 'space',
  idempotent: true,
  problems: [...refusals, problems.limitReached, problems.idempotencyConflict],
})

export const updateTokenAssertion = operation({
  ...oneOfToken,
  id: 'token-assertions.update',
  summary: 'Rename an assertion of a token, or say something else by it',
  method: 'PATCH',
  path: '/spaces/{space}/tokens/{token}/assertions/{assertion}',
  body: AssertionChange,
  result: Assertion,
  versioned: true,
  action: tokens.update,
  access: 'write',
  problems: [...refusals, problems.versionConflict],
})

export const deleteTokenAssertion = operation({
  ...oneOfToken,
  id: 'token-assertions.delete',
  summary: 'Take an assertion off a token',
  method: 'DELETE',
  path: '/spaces/{space}/tokens/{token}/assertions/{assertion}',
  body: null,
  result: null,
  action: tokens.update,
  access: 'write',
  problems: [],
})

// Of a role.

const ofRole = {
  params: { space: Segment, role: Segment },
  query: {},
  surface: 'management',
  callers: accountKinds,
  target: ({ params }: { params: { space: string; role: string } }) => inSpace('roles', params.space, params.role),
} as const
const oneOfRole = { ...ofRole, params: { ...ofRole.params, assertion: Id }, locks: 'space' } as const

export const listRoleAssertions = operation({
  ...ofRole,
  id: 'role-assertions.list',
  summary: 'List the assertions that are pinned to a role, and whether each holds',
  method: 'GET',
  path: '/spaces/{space}/roles/{role}/assertions',
  body: null,
  result: page(Assertion),
  action: roles.read,
  access: 'read',
  problems: [],
})

export const createRoleAssertion = operation({
  ...ofRole,
  id: 'role-assertions.create',
  summary: 'Pin an assertion to a role: later edits that would make it false are refused',
  method: 'POST',
  path: '/spaces/{space}/roles/{role}/assertions',
  body: NewAssertion,
  result: Assertion,
  status: 201,
  action: roles.update,
  access: 'write',
  locks: 'space',
  idempotent: true,
  problems: [...refusals, problems.limitReached, problems.idempotencyConflict],
})

export const updateRoleAssertion = operation({
  ...oneOfRole,
  id: 'role-assertions.update',
  summary: 'Rename an assertion of a role, or say something else by it',
  method: 'PATCH',
  path: '/spaces/{space}/roles/{role}/assertions/{assertion}',
  body: AssertionChange,
  result: Assertion,
  versioned: true,
  action: roles.update,
  access: 'write',
  problems: [...refusals, problems.versionConflict],
})

export const deleteRoleAssertion = operation({
  ...oneOfRole,
  id: 'role-assertions.delete',
  summary: 'Take an assertion off a role',
  method: 'DELETE',
  path: '/spaces/{space}/roles/{role}/assertions/{assertion}',
  body: null,
  result: null,
  action: roles.update,
  access: 'write',
  problems: [],
})
