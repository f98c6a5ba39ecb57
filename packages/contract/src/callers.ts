import type { TokenKind } from '@latchkey/tokens/kinds'

// Groups of kinds that operations name; a kind in no group of an operation can never call it.

/** Tokens that act as their account. */
export const accountKinds = ['session', 'personal'] as const satisfies readonly TokenKind[]

/** Everything that may manage a space's content. */
export const managingKinds = ['session', 'personal', 'management', 'api'] as const satisfies readonly TokenKind[]

/** What looks over a space: people, and programs that collect what happens. */
export const overviewKinds = ['session', 'personal', 'api'] as const satisfies readonly TokenKind[]

/** Everything that may read what a management token may read of a space's set-up. */
export const settingKinds = ['session', 'personal', 'management'] as const satisfies readonly TokenKind[]

/** Everything that may read what is live now. */
export const liveKinds = [
  'delivery',
  'preview',
  'access',
  'session',
  'personal',
  'management',
  'api',
] as const satisfies readonly TokenKind[]

/** Everything that may read delivered content; release tokens as of their releases. */
export const readingKinds = [...liveKinds, 'release'] as const satisfies readonly TokenKind[]

/** Everything that may read the bytes of files. */
export const bytesKinds = [...readingKinds, 'asset'] as const satisfies readonly TokenKind[]
