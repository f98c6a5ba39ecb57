import { tokenStart } from '@latchkey/tokens/text'
import { LRUCache } from 'lru-cache'
import { addressOf, networkAround, printNetwork } from '../../lib/network.ts'

/** What is recorded where nothing better can be said. */
export const other = 'other'
const none = 'none'

/**
 * The network that an address lies in: `203.0.113.0/24` of IPv4, `2001:db8:7::/48` of IPv6. Coarse on purpose: it tells a
 * data centre from a town, and nobody's household.
 */
export function networkOf(address: string): string {
  return remembered(networks, address, readNetwork)
}

/**
 * The product that a `User-Agent` names, with its version: `curl/8.5.0`; of a browser its own name, not the one that all
 * of them begin with. `none` without a header.
 */
export function agentOf(header: string | undefined): string {
  return header === undefined ? none : remembered(agents, header, readAgent)
}

// The same few come again and again; to read one costs more than to find it.
const networks = new LRUCache<string, string>({ max: 5000 })
const agents = new LRUCache<string, string>({ max: 1000 })

function remembered(known: LRUCache<string, string>, text: string, read: (text: string) => string): string {
  const found = known.get(text)
  if (found !== undefined) return found
  const made = read(text)
  known.set(text, made)
  return made
}

function readNetwork(text: string): string {
  const address = addressOf(text)
  if (address === null) return other
  return printNetwork(networkAround(address, address.kind() === 'ipv4' ? 24 : 48))
}

// RFC 9110 10.1.5: product tokens, the most significant first. Browsers name theirs among those they pretend to be.
const product = /^[!#$%&'*+.^_`|~\w-]{1,40}(?:\/[!#$%&'*+.^_`|~\w-]{1,23})?/
const browser = /\b(?:Edg|OPR|Firefox|FxiOS|CriOS|Chrome|Safari)\/[\d.]{1,23}/

function readAgent(header: string): string {
  // Whoever has put a token there has not asked for it to be written down.
  if (header.includes(tokenStart)) return other
  const [first] = product.exec(header) ?? []
  if (first === undefined) return other
  const own = first.startsWith('Mozilla/') ? browser.exec(header)?.[0] : undefined
  return own ?? first
}
