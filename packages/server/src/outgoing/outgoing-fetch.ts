import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { OutgoingFailure } from './outgoing-failure.ts'
import { mayReach, type OutgoingAllow } from './reachable.ts'

/** What is asked of another server. */
export interface OutgoingRequest {
  /** `GET` when absent. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** For the whole exchange, the look-up of the name and redirects included; 15 seconds when absent. */
  readonly timeoutMs?: number
  /** The most of an answer's body that is read; 64 KiB when absent. */
  readonly bytesMax?: number
}

/** What another server answered, with whatever status. */
export interface OutgoingAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * Asks another server at a URL that a user has given. Throws an `OutgoingFailure` where there is no answer.
 *
 * http and https only, without credentials in the URL. Every address that the name resolves to must be public, or be allowed by the
 * installation; the connection goes to one of exactly these, so that a name which changes its mind gains nothing. Redirects
 * are followed for GET alone, three at most, within the protocol, and each is checked like the first URL; to another method a
 * redirect is the answer. Nothing is unpacked, kept alive or sent through a proxy.
 */
export type OutgoingFetch = (url: string | URL, request?: OutgoingRequest) => Promise<OutgoingAnswer>

/** All the addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

const timeoutMsDefault = 15_000
const bytesMaxDefault = 64 * 1024
const redirectsMax = 3

/** Makes the one way out of the server. `resolve`: the system's, unless a test says otherwise. */
export function openOutgoing(allow: OutgoingAllow, resolve: Resolve = resolveBySystem): OutgoingFetch {
  return async (url, request = {}) => {
    const timeoutMs = request.timeoutMs ?? timeoutMsDefault
    const deadline = AbortSignal.timeout(timeoutMs)
    let target = new URL(url)
    for (let redirects = 0; ; redirects += 1) {
      const addresses = await addressesOf(target, allow, resolve, deadline)
      const answer = await exchange(target, request, addresses, deadline)
      const next = redirectOf(target, request, answer)
      if (next === null) return answer
      if (redirects === redirectsMax)
        throw new OutgoingFailure('redirect-not-allowed', `${target.host} redirects too often.`)
      if (next.protocol !== target.protocol)
        throw new OutgoingFailure('redirect-not-allowed', `${target.host} redirects to another protocol.`)
      // What is meant for one server, such as a password for it, goes to no other.
      if (next.origin !== target.origin) request = { ...request, headers: withoutCredentials(request.headers ?? {}) }
      target = next
    }
  }
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/** The addresses that the URL's host stands for, each of them checked. */
async function addressesOf(
  url: URL,
  allow: OutgoingAllow,
  resolve: Resolve,
  deadline: AbortSignal,
): Promise<readonly string[]> {
  if (!['http:', 'https:'].includes(url.protocol))
    throw new OutgoingFailure('url-not-allowed', `${url.protocol} is no protocol for this: use https.`)
  if (url.username !== '' || url.password !== '')
    throw new OutgoingFailure('url-not-allowed', 'A URL may carry no user name and no password.')
  const host = hostOf(url)
  const addresses = isIP(host) === 0 ? await resolved(host, resolve, deadline) : [host]
  for (const address of addresses) {
    if (!mayReach(allow, host, address))
      throw new OutgoingFailure('address-not-allowed', `${host} is not at a public address, nor an allowed one.`)
  }
  return addresses
}

async function resolved(host: string, resolve: Resolve, deadline: AbortSignal): Promise<readonly string[]> {
  const addresses = await untilAborted(resolve(host), deadline).catch((error: unknown) => {
    throw failureOf(error, host, deadline)
  })
  if (addresses.length === 0) throw new OutgoingFailure('unreachable', `${host} has no address.`)
  return addresses
}

/** Without the brackets of an IPv6 address. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function exchange(
  url: URL,
  { method = 'GET', headers = {}, body, bytesMax = bytesMaxDefault }: OutgoingRequest,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<OutgoingAnswer>()
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const outgoing = send(url, {
    method,
    headers: { 'Accept-Encoding': 'identity', 'User-Agent': 'Latchkey', ...headers },
    lookup: lookupIn(addresses),
    agent: false,
    signal,
  })
  outgoing.on('error', (error) => reject(failureOf(error, url.host, signal)))
  outgoing.on('response', (response) => {
    readBody(response, bytesMax, url.host).then(
      (bytes) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: bytes }),
      (error: unknown) => {
        outgoing.destroy()
        reject(failureOf(error, url.host, signal))
      },
    )
  })
  outgoing.end(body)
  return promise
}

/** Answers the checked addresses, whatever is asked: no second look-up can give others. */
function lookupIn(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, callback) => {
    const [first] = all
    if (first === undefined) throw new Error('Nothing was resolved: addressesOf refuses that.')
    if (options.all === true) callback(null, all)
    else callback(null, first.address, first.family)
  }
}

async function readBody(response: IncomingMessage, bytesMax: number, host: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  const chunks: AsyncIterable<Buffer> = response
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new OutgoingFailure('answer-too-large', `${host} answers more than ${bytesMax} bytes.`)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/** Repeated headers joined, as `fetch` joins them. */
function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]))
}

/** Where a redirect leads; null where the answer is to be handed over. */
function redirectOf(url: URL, { method = 'GET' }: OutgoingRequest, { status, headers }: OutgoingAnswer): URL | null {
  const { location } = headers
  if (method !== 'GET' || location === undefined || ![301, 302, 303, 307, 308].includes(status)) return null
  if (!URL.canParse(location, url.href))
    throw new OutgoingFailure('redirect-not-allowed', `${url.host} redirects to no URL.`)
  return new URL(location, url.href)
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name.toLowerCase())),
  )
}

function failureOf(error: unknown, host: string, deadline: AbortSignal): OutgoingFailure {
  if (error instanceof OutgoingFailure) return error
  if (deadline.aborted) return new OutgoingFailure('timeout', `${host} took too long.`, { cause: error })
  return new OutgoingFailure('unreachable', `${host} cannot be reached.`, { cause: error })
}

/** The look-up of a name cannot be called off; nobody waits for it any longer. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(new Error('aborted'))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort))
}
