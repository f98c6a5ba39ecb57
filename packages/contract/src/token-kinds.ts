import { kinds, type TokenKind } from '@latchkey/tokens/kinds'

/** The names of all token kinds, in the order of the table. */
export const tokenKinds: readonly TokenKind[] = Object.keys(kinds) as TokenKind[] // The table's keys are the kinds.
