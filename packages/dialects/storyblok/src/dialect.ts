import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { delivery } from './delivery.ts'
import { management } from './management.ts'

/** Storyblok: the delivery API, and the management API, as the vendor's published clients speak them. */
export const storyblok: Dialect = { name: 'storyblok', surfaces: [delivery, management] }
