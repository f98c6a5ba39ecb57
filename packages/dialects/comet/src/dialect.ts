import type { Dialect } from '@latchkey/dialect-kit/dialect'

/** CometCMS; not mounted yet. */
export const comet: Dialect = { name: 'comet', surfaces: [] }
