import { Type } from 'typebox'
import { publicOperation } from '../operation.ts'
import { problems } from '../problems.ts'
import { oneOf, strict } from '../schema.ts'

/** One find, as GitHub's partner program sends it (docs.github.com, secret scanning partner program, read 2026-11-27). It may add to it. */
const Find = Type.Object({
  token: Type.String({ maxLength: 1000 }),
  type: Type.String({ maxLength: 200, description: 'The name under which the pattern is registered there.' }),
  url: Type.Optional(Type.String({ maxLength: 4000, description: 'Where it was found; may be empty.' })),
  source: Type.Optional(Type.String({ maxLength: 100, description: '`Content`, `Commit`, `Npm`, …' })),
})

/** Whether it was a token from here. The token itself is not repeated. */
const Feedback = strict({
  token_hash: Type.String({ description: 'SHA-256 of the token, in hex.' }),
  token_type: Type.String(),
  label: oneOf(['true_positive', 'false_positive']),
})

export const reportGithubLeaks = publicOperation({
  id: 'leak-reports.github',
  summary: 'Take reports of tokens that GitHub has found in the open; signed by it',
  description:
    'Off unless the installation is told where GitHub’s public keys are. Tokens for servers are revoked, as the installation says; owners are told by the activity and by mail.',
  method: 'POST',
  surface: 'management',
  path: '/leak-reports/github',
  params: {},
  query: {},
  body: Type.Array(Find, { maxItems: 1000 }),
  holdsTokens: true,
  result: Type.Array(Feedback),
  access: 'write',
  problems: [problems.notFound, problems.reportNotSigned, problems.badGateway],
})
