import type { Snippet } from '@latchkey/contract/dialects/schemas'
import type { Operation } from '@latchkey/contract/operation'
import type { Refused, VendorAnswer } from './answer.ts'
import type { Plan, VendorFile } from './plan.ts'
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
  /** How the platform is called by people: `Storyblok`. */
  readonly title: string
  /** Where its own documentation of this API is. */
  readonly documentation: string
  /** How its clients are pointed at a server of ours, each with a first call. */
  readonly snippets: readonly Snippet[]
  readonly surfaces: readonly VendorSurface[]
}

/** A part of a vendor's API in which requests carry their token alike and errors have one shape. */
export interface VendorSurface {
  /** How its paths begin, below the dialect: `/v2/cdn`. The first that fits is asked. */
  readonly prefix: string
  /** Mounted at its prefix from the root of the host too, for a vendor whose clients know no other place. */
  readonly atRoot?: true
  /** Where requests carry their token: in exactly one of these places. One that is given twice, or in two places, is none, unless one yields. */
  readonly credentials: readonly CredentialPlace[]
  readonly routes: readonly VendorRoute[]
  /** Puts a refusal into the vendor's words. Says nothing that the refusal does not. */
  readonly answerRefusal: (refused: Refused, occasion: Occasion) => VendorAnswer
  /** Whether pages of other origins may ask: what a browser asks beforehand is answered so. */
  readonly origins: 'any' | 'none'
  /** Headers of its answers that such pages may see besides. */
  readonly exposes: readonly string[]
  /** Headers of requests that its plans may read, in lower case; absent: none. */
  readonly reads?: readonly string[]
  /** The media type of its answers in JSON; absent: `application/json`. */
  readonly mediaType?: string
}

/** A kind of token of ours. */
export type TokenKind = Exclude<Operation['callers'], 'anyone'>[number]

/** A parameter of the query, or a header. */
export type CredentialPlace = {
  /** Kinds of token that the vendor knows here; all others are refused like no token at all. */
  readonly kinds: readonly TokenKind[]
} & (
  | { readonly in: 'query'; readonly parameter: string }
  | {
      readonly in: 'header'
      /** In lower case. */
      readonly header: string
      /** What its value begins with: `Bearer`; the empty one lets the token stand alone. */
      readonly schemes: readonly string[]
      /** A header beside which this one does not count: the vendor's clients send both. */
      readonly yieldsTo?: string
    }
)

export type VendorMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface VendorRoute {
  readonly method: VendorMethod
  /** Below the surface: `/stories/{story+}`; a last parameter with `+` takes the rest of the path. */
  readonly path: string
  /** The operation that it is about: as that it is counted. */
  readonly operation: Operation
  /** Needs no token and looks at none, such as a log-in; its operation is then open itself. Absent: it needs one. */
  readonly caller?: 'anyone'
  /** The parameters of the query that the vendor knows here, `name` or `name[]` for those with brackets; null: any, and none is looked at. */
  readonly query: readonly string[] | null
  readonly space: SpacePlace
  /** What its requests carry; absent: nothing, or the `{}` that clients send along with everything. */
  readonly body?: VendorBody
  /** Answers of published content, kept like those of the delivery API. */
  readonly kept: boolean
  readonly plan: (request: VendorRequest) => Plan
}

/**
 * The space whose operations a plan is about. `own`: that of the token, which has to have one. Otherwise the request names
 * it, and one that does not exist is answered like one that the token does not reach.
 */
export type SpacePlace =
  | 'own'
  | 'none'
  | { readonly in: 'path'; readonly parameter: string; readonly read: ReadSpaceName }
  | { readonly in: 'header'; readonly header: string; readonly read: ReadSpaceName }

/** What a vendor's name of a space says: a number, the serial of a space; a text, its slug or id; null, nothing. */
export type ReadSpaceName = (text: string) => number | string | null

/** JSON of these media types; or a file, which is read by the one operation that it is handed to. */
export type VendorBody =
  | { readonly is: 'json'; readonly types: readonly string[] }
  /** A form of which the part of that name is the file. What is said of it stands before. */
  | { readonly is: 'form'; readonly file: string }
  /** The body is the file. */
  | { readonly is: 'bytes' }

/** What a refusal answers. */
export interface Occasion extends Pick<VendorRequest, 'method' | 'path'> {
  /** Null where the path leads nowhere. */
  readonly route: VendorRoute | null
  /** Where the request carries what may be a token; null where it carries none, or several. */
  readonly placed: CredentialPlace | null
  /** Of this very request, also in the log: a UUID. */
  readonly id: string
  /** UTC milliseconds. */
  readonly at: number
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
  /** Those that the surface lets plans read, where they were sent once. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed JSON, or the fields of a form; null where there was none. */
  readonly body: unknown
  /** The file that came along, unread, to be handed to one operation. Only routes whose body has one may ask. */
  readonly file: VendorFile
  /** The address of the dialect for the caller, without a slash at the end: `https://cms.example.com/storyblok`. */
  readonly base: string
  /** The URL that was asked for, below the host, the token included: for a redirect to the same with one parameter more. */
  readonly url: string
  /** UTC milliseconds, rounded down to a minute: what an answer says of it holds for so long. */
  readonly minute: number
  /** Of which kind its token is: the same path may lead to several APIs of a vendor. */
  readonly kind: TokenKind
  /** The space that the route is about. */
  readonly space: RequestSpace
}

export interface RequestSpace {
  /** For the operations of a plan. Of a space that does not exist the name that the request has for it, so that they refuse it. */
  readonly id: string
  readonly slug: string
  readonly defaultLocale: string
}

/** The fields of a form, in the order in which they were sent. */
export type FormFields = readonly (readonly [name: string, value: string])[]
