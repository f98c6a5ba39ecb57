import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { files, publicApi, withoutWorkspace } from './public-api.ts'
import { snippets } from './snippets.ts'

/** CometCMS: its Public API, spoken by API tokens with their grants. */
export const comet: Dialect = {
  name: 'comet',
  title: 'CometCMS',
  documentation: 'https://cometcms.github.io/CometCMS/api/public-api.html',
  snippets,
  surfaces: [publicApi, withoutWorkspace, files],
}
