import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { snippets } from './snippets.ts'
import { surface } from './surface.ts'

/** Contentstack: the delivery and the management API, as its published clients speak them. */
export const contentstack: Dialect = {
  name: 'contentstack',
  title: 'Contentstack',
  documentation: 'https://www.contentstack.com/docs/developers/apis',
  snippets,
  surfaces: [surface],
}
