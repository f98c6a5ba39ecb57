import { Type } from 'typebox'
import { roles, spaces, tokens } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { statuses } from '../entries/schemas.ts'
import { GrantSchema } from '../grant-schema.ts'
import { operation } from '../operation.ts'
import { problems } from '../problems.ts'
import { branchQuery, oneOf, Segment, strict, TokenId } from '../schema.ts'
import { Tag } from '../tags/schemas.ts'
import { inSpace } from '../target.ts'

/** The request to be explained: `{ "action": "content.update", "type": "pages", "entry": "homepage", "fields": ["price"] }`. */
export const Question = strict({
  action: Type.String(),
  /** Content questions: type, and an entry's slug or id; facts of an existing entry are read from it. */
  type: Type.Optional(Type.String()),
  entry: Type.Optional(Type.String()),
  /** Other questions: a resource such as `roles:019a…`. */
  resource: Type.Optional(Type.String()),
  fields: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
  locales: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
  status: Type.Optional(oneOf(statuses)),
  /** What an update would give the entry to bear; of what does not exist, what it is imagined to bear. */
  tags: Type.Optional(Type.Array(Tag, { maxItems: 100 })),
})

const Explanation = strict({
  allowed: Type.Boolean(),
  /** The answer in words. */
  sentence: Type.String(),
  layers: Type.Array(
    strict({
      layer: Type.String(),
      allowed: Type.Boolean(),
      /** The grants that decided. */
      because: Type.Array(GrantSchema),
    }),
  ),
  missing_grant: Type.Optional(GrantSchema),
})

export const explainToken = operation({
  id: 'tokens.explain',
  summary: 'Say what a token may do, and why',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/tokens/{token}/explain',
  params: { space: Segment, token: TokenId },
  query: branchQuery,
  body: Question,
  result: Explanation,
  action: tokens.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('tokens', params.space, params.token),
  problems: [problems.invalidBody],
})

export const explainRole = operation({
  id: 'roles.explain',
  summary: 'Say what a role may do, and why',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/roles/{role}/explain',
  params: { space: Segment, role: Segment },
  query: branchQuery,
  body: Question,
  result: Explanation,
  action: roles.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('roles', params.space, params.role),
  problems: [problems.invalidBody],
})

/** Up to 300 questions about what the caller may do. */
const OwnQuestions = strict({ questions: Type.Array(Question, { minItems: 1, maxItems: 300 }) })

const OwnAnswer = strict({
  allowed: Type.Boolean(),
  /** What refuses: `owner` are the rights of the account; `kind` and `scope` those of a personal token. */
  layer: Type.Optional(Type.String()),
  /** Whether nothing allows it, or something forbids it. */
  reason: Type.Optional(oneOf(['no-allow', 'deny'])),
})

export const explainOwn = operation({
  id: 'spaces.explain',
  summary: 'Say what you may do yourself in a space, one answer for each question; nothing is done',
  description:
    'For pages that show people what is open to them. It names no grants: whoever may read roles finds them there.',
  method: 'POST',
  surface: 'management',
  path: '/spaces/{space}/explain',
  params: { space: Segment },
  query: branchQuery,
  body: OwnQuestions,
  result: strict({ answers: Type.Array(OwnAnswer) }),
  action: spaces.read,
  access: 'read',
  callers: accountKinds,
  target: ({ params }) => inSpace('spaces', params.space, params.space),
  problems: [problems.invalidBody],
})
