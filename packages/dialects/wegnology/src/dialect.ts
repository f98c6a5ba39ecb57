import type { Dialect } from '@latchkey/dialect-kit/dialect'

/** WEGnology; not mounted yet. */
export const wegnology: Dialect = { name: 'wegnology', surfaces: [] }
