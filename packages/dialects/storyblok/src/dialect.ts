import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { delivery } from './delivery.ts'
import { management } from './management.ts'
import { snippets } from './snippets.ts'

/** Storyblok: the delivery API, and the management API, as the vendor's published clients speak them. */
export const storyblok: Dialect = {
  name: 'storyblok',
  title: 'Storyblok',
  documentation: 'https://www.storyblok.com/docs/api',
  snippets,
  surfaces: [delivery, management],
}
