import type { Grant } from '@latchkey/policy/grant'
import { Type } from 'typebox'

/** A grant on the wire. Its own parser judges it, so that every mistake gets a pointer and a sentence. */
export const GrantSchema = Type.Unsafe<Grant>({
  type: 'object',
  required: ['effect', 'actions', 'resources'],
  properties: {
    effect: { enum: ['allow', 'deny'] },
    actions: { type: 'array', items: { type: 'string' } },
    resources: { type: 'array', items: { type: 'string' } },
    fields: { type: 'array', items: { type: 'string' } },
    conditions: {
      type: 'object',
      properties: {
        own: { const: true },
        status: { type: 'array', items: { enum: ['draft', 'published', 'protected', 'archived'] } },
        locales: { type: 'array', items: { type: 'string' } },
      },
    },
  },
})

/** A grant list as it is sent: judged by the grant parser, which points at every mistake. */
export const GrantsInput = Type.Unsafe<unknown>({
  type: 'array',
  description: 'Grants: `[{ "effect": "allow", "actions": ["content.read"], "resources": ["content:pages"] }]`.',
})

/** A grant list as it is answered: canonical. */
export const Grants = Type.Array(GrantSchema)
