import { type ClientOptions, createClient } from './client.ts'
import type { Filter } from './filter.ts'
import type { Page, Result } from './operations.ts'
import { LatchkeyProblem } from './problem.ts'

export interface DeliveryOptions extends ClientOptions {
  /** Id or slug of the space. */
  readonly space: string
  /** For kinds of token that are not tied to one environment. */
  readonly environment?: string
}

/** An entry as sites read it, with the fields that the caller says its type has. */
export type Delivered<Fields> = Omit<Result<'delivery.show'>, 'fields'> & { readonly fields: Fields }

/** How entries are read. */
export interface Reading<Fields extends object> {
  /** A code; `*` answers an object of values by locale for each localized field. Default: the space's default locale. */
  readonly locale?: string
  /** The fields to answer; all by default. */
  readonly fields?: readonly (keyof Fields & string)[]
  /** References to resolve, up to 5 deep: `['category', 'author.company']`. */
  readonly include?: readonly string[]
  /** Drafts are for preview tokens and editors. */
  readonly state?: 'published' | 'draft'
  readonly signal?: AbortSignal
}

/** Which entries are read, and in which order. */
export interface Listing<Fields extends object> extends Reading<Fields> {
  readonly filter?: Filter<Fields>
  readonly search?: string
  /** Up to three fields, `-` for descending: `['-price', 'title']`. */
  readonly order?: readonly string[]
  /** Entries of a page: 50 by default, up to 1,000. */
  readonly limit?: number
  /** The `next` of the page before. */
  readonly after?: string
  /** Adds `total`. */
  readonly count?: boolean
}

/** Which changes are told. */
export interface Following {
  /** The cursor of the last answer; absent: all that is live. */
  readonly since?: string
  readonly only?: 'entries' | 'assets'
  /** Slug of a type: entries of it, and no files. */
  readonly type?: string
  /** A code, or `*`. Default: the space's default locale. */
  readonly locale?: string
  /** Changes of an answer: 50 by default, up to 1,000. */
  readonly limit?: number
  readonly signal?: AbortSignal
}

type AnyFields = Record<string, unknown>

/** Reads the published content of one space. Give the type of the fields to have names checked: `list<Product>('products')`. */
export interface DeliveryClient {
  /** A page of a type's entries. */
  list<Fields extends object = AnyFields>(type: string, listing?: Listing<Fields>): Promise<Page<Delivered<Fields>>>
  /** All entries of a type, page after page. */
  all<Fields extends object = AnyFields>(
    type: string,
    listing?: Listing<Fields>,
  ): AsyncGenerator<Delivered<Fields>, void>
  /** One entry by slug or id; null when there is none that the token may read. */
  one<Fields extends object = AnyFields>(
    type: string,
    entry: string,
    reading?: Reading<Fields>,
  ): Promise<Delivered<Fields> | null>
  /** The entry of a singleton type; null when it is not published. */
  single<Fields extends object = AnyFields>(type: string, reading?: Reading<Fields>): Promise<Delivered<Fields> | null>
  /**
   * What changed since a cursor, answer by answer to the end. Keep the `cursor` of each once its `items` are taken. A problem
   * `begin-again` asks for what is kept to be thrown away, and for no `since`.
   */
  changes(following?: Following): AsyncGenerator<Result<'delivery-changes.list'>, void>
}

/** Makes a client that reads one space: `createDeliveryClient({ url, space: 'shop', token: 'lk_dlv_…' })`. */
export function createDeliveryClient({ space, environment, ...options }: DeliveryOptions): DeliveryClient {
  const client = createClient(options)
  const queryOf = ({
    locale,
    state,
    filter,
    search,
    limit,
    after,
    count,
    fields,
    include,
    order,
  }: Listing<AnyFields>) => ({
    locale,
    state,
    filter,
    search,
    limit,
    after,
    count,
    ...(fields && { fields: fields.join(',') }),
    ...(include && { include: include.join(',') }),
    ...(order && { order: order.join(',') }),
    ...(environment !== undefined && { environment }),
  })
  const read = (type: string, listing: Listing<AnyFields>) =>
    client.delivery.list({ space, type }, { query: queryOf(listing), ...signalOf(listing) })

  const list: Erased['list'] = async (type, listing = {}) => {
    const answer = await read(type, listing)
    if ('items' in answer) return answer
    throw new TypeError(`${type} is a singleton type: read it with single.`)
  }
  async function* all(type: string, listing: Listing<AnyFields> = {}): AsyncGenerator<Delivered<AnyFields>, void> {
    let after = listing.after
    do {
      const page: Page<Delivered<AnyFields>> = await list(type, { ...listing, ...(after !== undefined && { after }) })
      yield* page.items
      after = page.next ?? undefined
    } while (after !== undefined)
  }
  const one: Erased['one'] = (type, entry, reading = {}) =>
    orNull(client.delivery.show({ space, type, entry }, { query: queryOf(reading), ...signalOf(reading) }))
  const single: Erased['single'] = async (type, reading = {}) => {
    const answer = await orNull(read(type, reading))
    if (answer === null || !('items' in answer)) return answer
    throw new TypeError(`${type} has many entries: read it with list, all or one.`)
  }
  async function* changes({ signal, ...query }: Following = {}): ReturnType<DeliveryClient['changes']> {
    let { since } = query
    let more = true
    while (more) {
      const asked = { ...query, since, ...(environment !== undefined && { environment }) }
      const answer = await client.deliveryChanges.list({ space }, { query: asked, ...(signal && { signal }) })
      yield answer
      since = answer.cursor
      more = answer.more
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which fields a type has is the caller's word; the server answers them as they are.
  return Object.freeze({ list, all, one, single, changes }) as unknown as DeliveryClient
}

/** The same methods before the caller has said which fields there are. */
interface Erased {
  list(type: string, listing?: Listing<AnyFields>): Promise<Page<Delivered<AnyFields>>>
  one(type: string, entry: string, reading?: Reading<AnyFields>): Promise<Delivered<AnyFields> | null>
  single(type: string, reading?: Reading<AnyFields>): Promise<Delivered<AnyFields> | null>
}

function signalOf({ signal }: Reading<AnyFields>): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}

async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof LatchkeyProblem && error.slug === 'not-found') return null
    throw error
  }
}
