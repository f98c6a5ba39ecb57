import { Type } from 'typebox'
import { GrantSchema } from '../grant-schema.ts'
import { nullable, strict, Timestamp } from '../schema.ts'

const seen = { calls: Type.Integer({ minimum: 1 }), last_used_at: Timestamp }
const calls = Type.Integer({ minimum: 0 })

/** What a token did on one day. Of each list the most frequent comes first; what is too much to tell apart is `other`. */
const Day = strict({
  day: Type.String({ examples: ['2026-11-27'], description: 'In UTC.' }),
  calls,
  refused: Type.Integer({ minimum: 0, description: 'How many of the calls were refused.' }),
  operations: Type.Array(strict({ operation: Type.String(), ...seen })),
  networks: Type.Array(
    strict({ network: Type.String({ examples: ['203.0.113.0/24', '2001:db8:7::/48', 'other'] }), ...seen }),
  ),
  agents: Type.Array(
    strict({
      agent: Type.String({
        examples: ['curl/8.5.0', 'none'],
        description: 'The product of `User-Agent` and its version; `none` without the header.',
      }),
      ...seen,
    }),
  ),
  refusals: Type.Array(
    strict({
      problem: Type.String({ examples: ['insufficient-scope', 'other'] }),
      layer: nullable(Type.String()),
      missing_grant: nullable(GrantSchema, {
        description: 'What the token lacked. Null: no grant would help, or it names what the caller may not read.',
      }),
      ...seen,
    }),
  ),
})

/** What a token was used for, from where, and what it was refused. */
export const TokenUsage = strict({
  since: Type.String({ examples: ['2026-08-30'], description: 'The first day that is told of.' }),
  last_used_at: nullable(Timestamp),
  calls,
  refused: calls,
  days: Type.Array(Day, { description: 'Those with calls, the last one first.' }),
})

/** For how long usage is kept. */
export const usageDaysMax = 90

export const usageQuery = {
  days: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: usageDaysMax,
      default: usageDaysMax,
      description: 'How many days, today among them.',
    }),
  ),
}
