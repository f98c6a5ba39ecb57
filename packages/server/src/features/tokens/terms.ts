import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import type { RateLimit } from '@latchkey/contract/tokens/terms'
import { covers, type Network, networkAround, networkOf, printNetwork } from '../../lib/network.ts'
import { parseOrigin, printOrigin } from '../../lib/origin.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { storedNetwork, type StoredTerms } from '../../pipeline/terms.ts'
import { assertNoFaults } from './faults.ts'

/** Terms as a request names them; undefined leaves what is there, null takes it away. */
export interface SentTerms {
  readonly rate_limit?: Static<typeof RateLimit> | null
  readonly allowed_networks?: readonly string[] | null
  readonly allowed_origins?: readonly string[] | null
  readonly cache_ttl?: number
}

export const noTerms: StoredTerms = { rateLimit: null, networks: null, origins: null, cacheTtlSeconds: 0 }

/** The terms of a token after a request, each text in the one way to write it. Refused with a pointer at every text that is none. */
export function readTerms(sent: SentTerms, before: StoredTerms = noTerms): StoredTerms {
  const networks = readEach('/allowed_networks', sent.allowed_networks, readNetwork)
  const origins = readEach('/allowed_origins', sent.allowed_origins, readOrigin)
  assertNoFaults([...networks.faults, ...origins.faults])
  const after = {
    rateLimit: readRateLimit(sent.rate_limit, before.rateLimit),
    networks: networks.texts === undefined ? before.networks : networks.texts,
    origins: origins.texts === undefined ? before.origins : origins.texts,
    cacheTtlSeconds: sent.cache_ttl ?? before.cacheTtlSeconds,
  }
  assertNoFaults(faultsTogether(sent, after))
  return after
}

/** A term that no cache would hold must not look as if it did. */
function faultsTogether(sent: SentTerms, { networks, origins, cacheTtlSeconds }: StoredTerms): ProblemIssue[] {
  if (cacheTtlSeconds === 0 || (networks === null && origins === null)) return []
  const names = ['cache_ttl', 'allowed_networks', 'allowed_origins'] as const
  const detail = 'Shared caches look at neither networks nor origins: a token that has them has a `cache_ttl` of 0.'
  return names.flatMap((name) => (sent[name] === undefined ? [] : [{ pointer: `/${name}`, detail }])).slice(0, 1)
}

/** A merge patch: what it does not name of a limit stays (RFC 7396). */
function readRateLimit(sent: SentTerms['rate_limit'], before: StoredTerms['rateLimit']): StoredTerms['rateLimit'] {
  if (sent === undefined || sent === null) return sent === null ? null : before
  const { requests, per, burst = before?.burst ?? null } = sent
  return { requests, per, burst }
}

interface Read {
  readonly texts: readonly string[] | null | undefined
  readonly faults: readonly ProblemIssue[]
}

function readEach(pointer: string, sent: readonly string[] | null | undefined, read: (text: string) => Term): Read {
  if (sent === undefined || sent === null) return { texts: sent, faults: [] }
  const terms = sent.map(read)
  return {
    texts: [...new Set(terms.flatMap((term) => ('text' in term ? [term.text] : [])))],
    faults: terms.flatMap((term, index) =>
      'fault' in term ? [{ pointer: `${pointer}/${index}`, detail: term.fault }] : [],
    ),
  }
}

type Term = { readonly text: string } | { readonly fault: string }

function readNetwork(text: string): Term {
  const network = networkOf(text)
  if (network === null) return { fault: 'Give a network such as 203.0.113.0/24 or 2001:db8::/32, or an address.' }
  const [address, bits] = network
  const whole = printNetwork(networkAround(address, bits))
  // Somebody who writes 203.0.113.7/24 means one of two things, and only one of them is narrow.
  return whole === printNetwork(network)
    ? { text: whole }
    : { fault: `The network is ${whole}; the address alone, ${address.toString()}.` }
}

function readOrigin(text: string): Term {
  const origin = parseOrigin(text)
  if (origin !== null) return { text: printOrigin(origin) }
  return {
    fault:
      'Give an origin such as https://shop.example, https://*.shop.example or http://localhost:3000, without a path.',
  }
}

/** Whether terms let a token be used from where others do not. How fast it may be used is no right, and is not compared. */
export function widens(before: StoredTerms, after: StoredTerms): boolean {
  const { origins } = before
  const isOriginWider = origins !== null && !(after.origins?.every((each) => origins.includes(each)) ?? false)
  return isOriginWider || !isWithin(after.networks, before.networks?.map(storedNetwork) ?? null)
}

/** A token hands out nothing that can be used from where it cannot be used itself. */
export function assertWithinNetworks({ terms }: Caller, networks: StoredTerms['networks']): void {
  if (isWithin(networks, terms?.networks ?? null)) return
  const detail = 'It could be used from networks that your token cannot be used from.'
  throw refuse(problems.exceedsMaker, detail, { errors: [{ pointer: '/allowed_networks', detail }] })
}

/** Null is everywhere. */
function isWithin(inner: StoredTerms['networks'], outer: readonly Network[] | null): boolean {
  if (outer === null) return true
  return inner?.every((text) => outer.some((network) => covers(network, storedNetwork(text)))) ?? false
}
