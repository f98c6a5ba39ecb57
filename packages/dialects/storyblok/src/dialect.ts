import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { delivery } from './delivery.ts'

/** Storyblok: the delivery API as `storyblok-js-client` and what is built on it speak it. */
export const storyblok: Dialect = { name: 'storyblok', surfaces: [delivery] }
