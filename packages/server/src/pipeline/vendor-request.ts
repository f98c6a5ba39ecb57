import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import type { Services } from '../services.ts'
import type { Authenticated } from './authenticate.ts'
import type { OpenedBody } from './vendor-body.ts'
import { baseOf, nameOf, type Presented, readableHeaders } from './vendor-visit.ts'

/** A request as a plan sees it. What a route has not declared throws for whoever asks. */
export function requestOf(
  services: Pick<Services, 'settings'>,
  visit: Presented,
  authenticated: Authenticated | null,
  { body, upload }: OpenedBody,
): VendorRequest {
  const { route, params, query, request } = visit
  return {
    ...nameOf(visit),
    params,
    query,
    headers: readableHeaders(visit),
    body,
    get file() {
      if (upload === null) throw new Error(`${route.path} takes no file: let its route say that it does.`)
      return upload
    },
    base: baseOf(services, visit),
    url: request.originalUrl,
    minute: visit.minute,
    get kind() {
      if (authenticated === null) throw new Error(`${route.path} looks at no token: let its route ask for one.`)
      return authenticated.caller.principal.kind
    },
    get space() {
      const { space = null, spaceSegment = null } = authenticated?.caller ?? {}
      if (space !== null) return { id: space.id, slug: space.slug, defaultLocale: space.defaultLocale }
      if (spaceSegment !== null) return { id: spaceSegment, slug: spaceSegment, defaultLocale: 'en' }
      throw new Error(`${route.path} is about no space: let its route say which.`)
    },
  }
}
