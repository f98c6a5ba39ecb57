/** The kinds of token that can be made so far. */
export const kinds = ['delivery', 'management', 'api', 'personal', 'session'] as const
export type Kind = (typeof kinds)[number]
