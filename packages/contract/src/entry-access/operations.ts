import { tokenKinds } from '@latchkey/tokens/kinds'
import { Type } from 'typebox'
import { content } from '../actions.ts'
import { accountKinds } from '../callers.ts'
import { ofType, one, target } from '../entries/operations.ts'
import { GrantSchema } from '../grant-schema.ts'
import { operation } from '../operation.ts'
import { listQuery, nullable, oneOf, strict } from '../schema.ts'

const Count = Type.Integer({ minimum: 0 })
const Names = Type.Array(Type.String())

/** Somebody that can touch an entry, with what it may do to it. */
export const EntryAccess = strict({
  holder: strict({
    is: oneOf(['token', 'role', 'member']),
    id: Type.String(),
    name: Type.String(),
    kind: Type.Optional(oneOf(tokenKinds)),
    state: Type.Optional(oneOf(['active', 'inactive'])),
  }),
  access: Type.Array(
    strict({
      verb: oneOf(['read', 'update', 'publish', 'unpublish', 'delete']),
      parts: Type.Array(
        strict({
          locales: Names,
          fields: Type.Optional(Names),
          environments: Type.Optional(Names),
        }),
        { description: 'Each in all its locales, fields and environments; no parts: the entry as a whole.' },
      ),
      because: Type.Array(GrantSchema, {
        description: 'The grants that decided, of the token, role or member, as far as you may read them.',
      }),
    }),
    { description: 'What it may do. What is not here, it may not.' },
  ),
})

const { locale: _locale, ...named } = ofType

export const listEntryAccess = operation({
  ...one,
  callers: accountKinds,
  id: 'entry-access.list',
  summary: 'List the tokens, roles and members of a space with what each may do to an entry, and why',
  method: 'GET',
  path: '/spaces/{space}/entries/{entry}/access',
  query: {
    ...named,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    after: listQuery.after,
  },
  body: null,
  result: strict({
    items: Type.Array(EntryAccess),
    next: nullable(Type.String()),
    hidden: strict(
      { tokens: Count, roles: Count, members: Count },
      { description: 'How many there are besides of which you may not know more.' },
    ),
  }),
  action: content.read,
  access: 'read',
  target,
  problems: [],
})
