import type { ResultOf } from '@latchkey/contract/operation'
import type { showToken } from '@latchkey/contract/tokens/operations'
import { accessTokens } from '../presets.ts'
import { maker, refer } from '../refer.ts'

type Token = ResultOf<typeof showToken>

/** A token in the vendor's words; `secret` where it may be told. The role is not, as the vendor tells none. */
export function shownToken(token: Token, secret: string | null): object {
  const preset = accessTokens.find(({ kind }) => kind === token.kind)
  return {
    sys: {
      id: token.id,
      type: preset?.type ?? 'AccessToken',
      ...(token.space !== null && { space: refer('Space', token.space.id) }),
      createdBy: maker(token.created_by),
      createdAt: token.created_at,
      version: token.version,
      ...(secret !== null && { accessToken: secret }),
      scopes: preset?.scopes ?? [],
    },
    name: token.name,
    ...(token.description !== '' && { description: token.description }),
    ...(token.allowed_origins !== null && { allowedReferrers: token.allowed_origins }),
  }
}
