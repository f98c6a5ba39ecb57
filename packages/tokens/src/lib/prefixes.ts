import { kinds, type TokenKind, tokenKinds } from '../kinds.ts'

/** The kinds by their prefix: `pat` is `personal`. */
export const kindsByPrefix: ReadonlyMap<string, TokenKind> = new Map(
  tokenKinds.map((kind) => [kinds[kind].prefix, kind]),
)
