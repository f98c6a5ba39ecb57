import type { Dialect } from '@latchkey/dialect-kit/dialect'

/** WEEGLOO; not mounted yet. */
export const weegloo: Dialect = { name: 'weegloo', surfaces: [] }
