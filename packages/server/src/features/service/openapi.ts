import { renderOpenapi } from '@latchkey/contract/openapi'
import { version } from '../../version.ts'

/** The document of this version's API, rendered once. */
export const openapi = renderOpenapi(version)
