import type { Operation } from '@latchkey/contract/operation'
import type { Refused, VendorAnswer } from './answer.ts'
import type { Plan } from './plan.ts'
import type { VendorQuery } from './vendor-query.ts'

/**
 * How a vendor's API is spoken over our operations: data and pure functions.
 *
 * It never sees a database, a decision or the secret of a token, and does not say who a caller is: it only says where its
 * requests carry a token, which operations they come to, and how results and refusals are put in the vendor's words.
 */
export interface Dialect {
  /** Where it is mounted, and how it is called in keys and counts: `storyblok`. */
  readonly name: string
  readonly surfaces: readonly VendorSurface[]
}

/** A part of a vendor's API in which requests carry their token alike and errors have one shape. */
export interface VendorSurface {
  /** How its paths begin, below the dialect: `/v2/cdn`. The first that fits is asked. */
  readonly prefix: string
  readonly credential: CredentialPlace
  /** Kinds of token that the vendor knows here; all others are refused like no token at all. */
  readonly kinds: Exclude<Operation['callers'], 'anyone'>
  readonly routes: readonly VendorRoute[]
  /** Puts a refusal into the vendor's words. Says nothing that the refusal does not. */
  readonly answerRefusal: (refused: Refused, request: Pick<VendorRequest, 'method' | 'path'>) => VendorAnswer
  /** Whether pages of other origins may read: what a browser asks beforehand is answered so. */
  readonly origins: 'any' | 'none'
  /** Headers of its answers that such pages may see besides. */
  readonly exposes: readonly string[]
}

/** Where requests carry their token: a parameter of the query, or a header, whose value may begin with a scheme. */
export type CredentialPlace =
  | { readonly in: 'query'; readonly parameter: string }
  | { readonly in: 'header'; readonly header: string; readonly schemes: readonly string[] }

export type VendorMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface VendorRoute {
  readonly method: VendorMethod
  /** Below the surface: `/stories/{story+}`; a last parameter with `+` takes the rest of the path. */
  readonly path: string
  /** The operation that it is about: as that it is counted. */
  readonly operation: Operation
  /** The parameters of the query that the vendor knows here, `name` or `name[]` for those with brackets; null: any, and none is looked at. */
  readonly query: readonly string[] | null
  /** The space whose operations the plan is about. `own`: that of the token, which has to have one. */
  readonly space: 'own' | 'none'
  /** Answers of published content, kept like those of the delivery API. */
  readonly kept: boolean
  readonly plan: (request: VendorRequest) => Plan
}

/** A request as a plan sees it. */
export interface VendorRequest {
  readonly method: VendorMethod
  /** Below the surface, percent-decoded, without empty parts: `/stories/blog/hello`. */
  readonly path: string
  /** The parts of the path, by name. */
  readonly params: Readonly<Record<string, string>>
  /** Without the token. */
  readonly query: VendorQuery
  /** Parsed JSON; null where there was none. */
  readonly body: unknown
  /** The address of the dialect for the caller, without a slash at the end: `https://cms.example.com/storyblok`. */
  readonly base: string
  /** The URL that was asked for, below the host, the token included: for a redirect to the same with one parameter more. */
  readonly url: string
  /** UTC milliseconds, rounded down to a minute: what an answer says of it holds for so long. */
  readonly minute: number
  /** The space of the token, where the route asks for it. */
  readonly space: OwnSpace
}

export interface OwnSpace {
  readonly id: string
  readonly slug: string
  readonly defaultLocale: string
}
