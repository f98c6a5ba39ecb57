import { baseOf } from './lib/address.ts'
import { assetForm } from './lib/asset-form.ts'
import { Masked } from './lib/masked.ts'
import { methodsOf } from './lib/resources.ts'
import { wait } from './lib/retry.ts'
import { routes } from './lib/routes.ts'
import { type AnyRequest, type Connection, send, sendForFile } from './lib/send.ts'
import type { ItemOf, ListId, OperationId, Page, PageOf, Params, Request, Rest, Result } from './operations.ts'

export interface ClientOptions {
  /** Address of the server: `https://content.example.com`. */
  readonly url: string
  /** `lk_pat_…`; absent for operations that need none, and for pages that have the studio's cookie. */
  readonly token?: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** How often a call that may be repeated is sent again when the server asks to wait; 2 by default. */
  readonly retriesMax?: number
  /** Instead of the platform's own, for tests. */
  readonly fetch?: typeof fetch
  readonly wait?: Connection['wait']
  readonly now?: () => number
}

/** Every operation of the API, by its id and as a method of its resource. Rejects with `LatchkeyProblem` or `LatchkeyUnreachable`. */
export type Client = Core & Resources

interface Core {
  /** Calls an operation: `client.call('entries.publish', { params: { space: 'shop', entry: 'red-shirt' }, body: {} })`. */
  call<Id extends OperationId>(id: Id, ...request: Optional<Request<Id>>): Promise<Result<Id>>
  /** The pages of a list, one request each, as they are asked for. */
  pages<Id extends ListId>(id: Id, ...request: Optional<Request<Id>>): AsyncGenerator<PageOf<Id>, void>
  /** The things of a list, page after page. */
  items<Id extends ListId>(id: Id, ...request: Optional<Request<Id>>): AsyncGenerator<ItemOf<Id>, void>
  /** Uploads a file, under the name of the `File` or `file_name`: `client.uploadAsset({ space: 'shop' }, file, { body: { category: 'Brand' } })`. */
  uploadAsset(
    params: Params<'assets.upload'>,
    file: Blob,
    rest?: Rest<'assets.upload'>,
  ): Promise<Result<'assets.upload'>>
  /** The answer with the bytes of a file as editors have them, not read yet: `await answer.blob()`. */
  downloadAsset(params: Params<'assets.download'>, rest?: Rest<'assets.download'>): Promise<Response>
  /** The answer with the bytes of a backup, not read yet. */
  downloadBackup(params: Params<'backups.download'>, rest?: Rest<'backups.download'>): Promise<Response>
}

/** An argument that may be left out when everything in it may. */
type Optional<Value> = object extends Value ? [value?: Value] : [value: Value]

type Camel<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Text
type Resource = OperationId extends infer Id ? (Id extends `${infer Name}.${string}` ? Name : never) : never
type Verb<Id> = Id extends `${string}.${infer Name}` ? Camel<Name> : never

/** `client.entries.publish({ space, entry }, { body })`; without path parameters `client.spaces.create({ body })`. */
type Resources = {
  readonly [Name in Resource as Camel<Name>]: {
    readonly [Id in Extract<OperationId, `${Name}.${string}`> as Verb<Id>]: keyof Params<Id> extends never
      ? (...rest: Optional<Rest<Id>>) => Promise<Result<Id>>
      : (params: Params<Id>, ...rest: Optional<Rest<Id>>) => Promise<Result<Id>>
  }
}

/** Makes a client for one server and one token. The token is never printed, logged or serialised. */
export function createClient(options: ClientOptions): Client {
  const connection: Connection = {
    base: baseOf(options.url),
    token: options.token === undefined ? null : new Masked(options.token),
    headers: { ...options.headers },
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    retriesMax: options.retriesMax ?? 2,
    now: options.now ?? Date.now,
    wait: options.wait ?? wait,
  }
  const call = (id: OperationId, request: AnyRequest = {}) => send(connection, routes[id], request)
  async function* pages(id: OperationId, request: AnyRequest = {}): AsyncGenerator<Page<unknown>, void> {
    let after: string | null = null
    do {
      const query: Readonly<Record<string, unknown>> =
        after === null ? { ...request.query } : { ...request.query, after }
      const page = asPage(id, await call(id, { ...request, query }))
      yield page
      after = page.next
    } while (after !== null)
  }
  async function* items(id: OperationId, request?: AnyRequest): AsyncGenerator<unknown, void> {
    for await (const page of pages(id, request)) yield* page.items
  }
  const uploadAsset = (params: Params<'assets.upload'>, file: Blob, rest: Rest<'assets.upload'> = {}) =>
    call('assets.upload', { ...rest, params, body: assetForm(file, rest.body ?? {}) })
  const downloadAsset = (params: Params<'assets.download'>, rest?: Rest<'assets.download'>) =>
    sendForFile(connection, routes['assets.download'], { ...rest, params })
  const downloadBackup = (params: Params<'backups.download'>, rest?: Rest<'backups.download'>) =>
    sendForFile(connection, routes['backups.download'], { ...rest, params })
  const methods = methodsOf(call)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types and the route table are derived from one contract; a test compares them.
  return Object.freeze({
    call,
    pages,
    items,
    uploadAsset,
    downloadAsset,
    downloadBackup,
    ...methods,
  }) as unknown as Client
}

function asPage(id: string, result: unknown): Page<unknown> {
  if (typeof result === 'object' && result !== null && 'items' in result && Array.isArray(result.items)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one shape with `items` that a list answers.
    return result as unknown as Page<unknown>
  }
  throw new TypeError(`${id} did not answer a page: a singleton type has one entry, read it with call.`)
}
