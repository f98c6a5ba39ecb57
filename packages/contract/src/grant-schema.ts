import type { Assertion } from '@latchkey/policy/assertion'
import type { Grant } from '@latchkey/policy/grant'
import { Type } from 'typebox'

/** A grant on the wire. Its own parser judges it, so that every mistake gets a pointer and a sentence. */
export const GrantSchema = Type.Unsafe<Grant>(sentenceWith(['allow', 'deny']))

/** What is asserted of grants: a sentence like theirs, of what never or always is permitted. */
export const ClaimSchema = Type.Unsafe<Assertion>(sentenceWith(['never', 'always']))

function sentenceWith(effects: readonly string[]) {
  return {
    type: 'object',
    required: ['effect', 'actions', 'resources'],
    properties: {
      effect: { enum: effects },
      actions: { type: 'array', items: { type: 'string' } },
      resources: { type: 'array', items: { type: 'string' } },
      fields: { type: 'array', items: { type: 'string' } },
      conditions: {
        type: 'object',
        properties: {
          own: { const: true },
          status: { type: 'array', items: { enum: ['draft', 'published', 'protected', 'archived'] } },
          locales: { type: 'array', items: { type: 'string' } },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  }
}

/** A grant list as it is sent: judged by the grant parser, which points at every mistake. */
export const GrantsInput = Type.Unsafe<unknown>({
  type: 'array',
  description: 'Grants: `[{ "effect": "allow", "actions": ["content.read"], "resources": ["content:pages"] }]`.',
})

/** A grant list as it is answered: canonical. */
export const Grants = Type.Array(GrantSchema)
