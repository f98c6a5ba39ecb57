/** Where a problem lies: a JSON pointer into the body, or the name of a query parameter. */
export interface Issue {
  readonly pointer?: string
  readonly parameter?: string
  readonly detail: string
}

/** An assertion that an edit would make false, and what it is pinned to. */
export interface BrokenAssertion {
  readonly name: string
  readonly token?: { readonly id: string; readonly name: string }
  readonly role?: { readonly id: string; readonly name: string }
}

/** A problem document of the API (RFC 9457), as far as it can be read. */
export interface ProblemDocument {
  readonly type?: string
  readonly title?: string
  readonly status: number
  readonly detail?: string
  readonly instance?: string
  readonly errors?: readonly Issue[]
  readonly missing_grant?: unknown
  readonly current_version?: number
  readonly accepted_kinds?: readonly string[]
  readonly layer?: string
  /** Of an edit that is refused because of them; those that the caller may read. */
  readonly assertions?: readonly BrokenAssertion[]
}

/** The server refused a request, and says why. Holds the answer alone: nothing of the request, and so no token. */
export class LatchkeyProblem extends Error {
  /** `/problems/version-conflict`; `about:blank` when something before the server answered. */
  readonly type: string
  readonly status: number
  readonly detail: string
  /** Every mistake of the request; empty when it is not about its form. */
  readonly errors: readonly Issue[]
  /** The smallest grant that would permit the request; undefined when no grant would. */
  readonly missing_grant: unknown
  /** What the server's log calls this request; null when something before the server answered. */
  readonly requestId: string | null
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    const detail = document.detail ?? document.title ?? `The server answered ${document.status}.`
    super(document.title === undefined || document.title === detail ? detail : `${document.title}: ${detail}`)
    this.name = 'LatchkeyProblem'
    this.type = document.type ?? 'about:blank'
    this.status = document.status
    this.detail = detail
    this.errors = document.errors ?? []
    this.missing_grant = document.missing_grant
    this.requestId = document.instance?.startsWith('urn:request:')
      ? document.instance.slice('urn:request:'.length)
      : null
    this.document = document
  }

  /** The last word of the type: `version-conflict`; empty for `about:blank`. */
  get slug(): string {
    return this.type.startsWith('/problems/') ? this.type.slice('/problems/'.length) : ''
  }
}

/** No answer came: wrong address, no network, or the server is down. Whether a write happened is not known. */
export class LatchkeyUnreachable extends Error {
  constructor(origin: string, cause: unknown) {
    super(`${origin} does not answer: check the address, and that the server runs.`, { cause })
    this.name = 'LatchkeyUnreachable'
  }
}
