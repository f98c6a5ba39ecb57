import type { TokenKind } from '@latchkey/tokens/kinds'

const exposed = ['delivery', 'preview', 'release', 'asset'] as const
export type ExposedKind = (typeof exposed)[number]

/** Whether tokens of the kind are handed out, so that what they lay open can be counted. */
export function isExposed(kind: TokenKind): kind is ExposedKind {
  return exposed.some((each) => each === kind)
}
