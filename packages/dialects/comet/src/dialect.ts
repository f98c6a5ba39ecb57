import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { files, publicApi, withoutWorkspace } from './public-api.ts'

/** CometCMS: its Public API, spoken by API tokens with their grants. */
export const comet: Dialect = { name: 'comet', surfaces: [publicApi, withoutWorkspace, files] }
