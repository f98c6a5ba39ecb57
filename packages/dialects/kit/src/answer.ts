/** What the vendor's client is answered. */
export interface VendorAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Null: no body. */
  readonly body: unknown
  /** In place of JSON: a text, whose media type the headers say. */
  readonly text?: string
}

/** Why a request was refused, as its problem document says it. */
export interface Refused {
  /** The slug of a problem of the catalogue: `not-found`. */
  readonly problem: string
  readonly status: number
  readonly detail: string
  /** Which layer of the caller's rights refused; absent where that is not told. */
  readonly layer?: string
  readonly errors?: readonly { readonly pointer?: string; readonly parameter?: string; readonly detail: string }[]
}
