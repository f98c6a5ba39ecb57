import { kinds, type TokenKind } from '@latchkey/tokens/kinds'

/** The names of all token kinds, in the order of the table. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is typed by its keys.
export const tokenKinds: readonly TokenKind[] = Object.keys(kinds) as TokenKind[]
