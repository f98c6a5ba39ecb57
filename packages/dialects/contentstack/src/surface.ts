import type { VendorSurface } from '@latchkey/dialect-kit/dialect'
import { managementRoutes } from './management-routes.ts'
import { credentialPlaces } from './presets.ts'
import { answerRefusal } from './problems.ts'
import { readingRoutes } from './reading-routes.ts'

/** Both APIs: they have one host and the same paths, and which of the two is asked the token says. */
export const surface: VendorSurface = {
  prefix: '/v3',
  atRoot: true,
  credentials: credentialPlaces,
  routes: [...readingRoutes, ...managementRoutes],
  answerRefusal,
  origins: 'any',
  exposes: [],
  reads: ['api_key', 'branch', 'live_preview', 'organization_uid'],
}
