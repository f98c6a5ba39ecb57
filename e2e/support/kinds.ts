/** The kinds of token that are narrowed under load, by whom they follow. */
export const kindsOfSpace = ['delivery', 'preview', 'release', 'asset', 'management', 'api'] as const
export const kindsOfAccount = ['personal', 'session', 'studio-session'] as const
export const kinds = [...kindsOfSpace, ...kindsOfAccount]
/** Nobody makes it, revokes it or deletes it: a space that is old enough has one. */
export const legacyKind = 'access'
export type Kind = (typeof kinds)[number] | typeof legacyKind
