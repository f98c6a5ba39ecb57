import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { surface } from './surface.ts'

/** Contentstack: the delivery and the management API, as its published clients speak them. */
export const contentstack: Dialect = { name: 'contentstack', surfaces: [surface] }
