import type {
  Dialect,
  Occasion,
  VendorMethod,
  VendorRequest,
  VendorRoute,
  VendorSurface,
} from '@latchkey/dialect-kit/dialect'
import type { VendorQuery } from '@latchkey/dialect-kit/vendor-query'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import { headerOf } from './request-facts.ts'
import { type Found, placeIn } from './vendor-credential.ts'

/** A surface in one of the places where it is mounted. */
export interface Mount {
  readonly dialect: Dialect
  readonly surface: VendorSurface
  /** How its paths begin, from the root of the host: `/vendor/v2`. */
  readonly root: string
}

/** A request on its way through a dialect. */
export interface Visit extends Mount {
  /** Of the path below the surface; null where its encoding is broken. */
  readonly parts: readonly string[] | null
  readonly query: VendorQuery
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** UUID, new for each. */
  readonly id: string
  /** Null until it is found. */
  readonly route: VendorRoute | null
}

/** A request of which the route is known. */
export interface Routed extends Visit {
  readonly route: VendorRoute
  readonly params: Readonly<Record<string, string>>
}

/** The same once its token is found, and nothing of it is out of place. */
export interface Presented extends Routed {
  /** Without tokens. */
  readonly query: VendorQuery
  /** Null for who needs none. */
  readonly found: Found | null
  /** UTC milliseconds. */
  readonly minute: number
}

export const vendorMethods: readonly VendorMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** HEAD is asked like GET. */
export function methodOf({ method }: FastifyRequest): VendorMethod {
  return vendorMethods.find((each) => each === method) ?? 'GET'
}

/** How a request is called: its method, and its path below the surface. */
export function nameOf({ request, parts }: Visit): Pick<VendorRequest, 'method' | 'path'> {
  return { method: methodOf(request), path: `/${(parts ?? []).join('/')}` }
}

/** The request's path without anything that could be a credential. */
export function pathOf(visit: Visit): string {
  return `/${visit.dialect.name}${visit.surface.prefix}${nameOf(visit).path}`
}

/** The address of the dialect for the caller. */
export function baseOf({ settings }: Pick<Services, 'settings'>, { dialect, request }: Visit): string {
  return `${settings.publicUrl ?? `${request.protocol}://${request.host}`}/${dialect.name}`
}

/** The headers that plans may read. */
export function readableHeaders({ surface, request }: Visit): VendorRequest['headers'] {
  const names = surface.reads ?? []
  return Object.fromEntries(names.map((name) => [name, headerOf(request, name) ?? undefined]))
}

/** What a refusal of the request is told of it. */
export function occasionOf({ now }: Pick<Services, 'now'>, visit: Visit): Occasion {
  const { surface, query, request, route, id } = visit
  const placed = placeIn({ places: surface.credentials, query, request })
  return { ...nameOf(visit), route, placed, id, at: now() }
}
