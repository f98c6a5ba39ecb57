import type { Dialect } from '@latchkey/dialect-kit/dialect'

/** Contentstack; not mounted yet. */
export const contentstack: Dialect = { name: 'contentstack', surfaces: [] }
