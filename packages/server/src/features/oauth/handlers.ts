import { introspectToken, revokeByText } from '@latchkey/contract/oauth/operations'
import { problems } from '@latchkey/contract/problems'
import { revokeToken } from '@latchkey/contract/tokens/operations'
import { kinds } from '@latchkey/tokens/kinds'
import type { Writer } from '../../database/database.ts'
import { findByText } from '../../pipeline/find-by-text.ts'
import { implement, implementPublic, type PublicContext } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { loadOwn } from '../tokens/own-tokens.ts'
import { endByHolder } from './end-by-holder.ts'
import { holdByText } from './hold-by-text.ts'
import { introspect } from './introspect.ts'

export const oauthImplementations = [
  implement(introspectToken, {
    load: loadOwn,
    handle: (context) => introspect(context, context.input.body.token),
  }),
]

export const publicOauthImplementations = [
  implementPublic(revokeByText, async (context) => {
    const { input, database, services, now, perform } = context
    const { token: text } = input.body
    const found = await database.read((db) => findByText(db, services.ring, text, now))
    // A secret that has retired is as good as unknown: it never harms the live one.
    if (found === null || found.held.is !== 'live' || found.token.state === 'revoked') return {}
    const { id, kind, space_id: space } = found.token
    if (!kinds[kind].publishable) {
      await database.write((tx) => revokeHeld(tx, context, text), { urgent: true })
    } else {
      if (perform === null || space === null) throw refuse(problems.unsupportedTokenType)
      await perform(revokeToken, space, { params: { space, token: id }, query: {}, body: null })
    }
    return {}
  }),
]

/** Looks once more, with the row held: another request may have given it a new secret, or ended it. */
async function revokeHeld(
  tx: Writer,
  { services, request, now }: Pick<PublicContext, 'services' | 'request' | 'now'>,
  text: string,
): Promise<void> {
  const held = await holdByText(tx, services.ring, text, now)
  if (held === null || held.held.is !== 'live' || held.token.state === 'revoked') return
  await endByHolder(tx, services, held, { operation: revokeByText, request, details: { by: 'possession' } }, now)
}
