import ipaddr from 'ipaddr.js'
import { addressOf, isWithin, type Network, networkOf } from '../lib/network.ts'

/** What may be reached besides public addresses, as an installation says it. */
export interface OutgoingAllow {
  /** Names, in lower case: whatever they resolve to. */
  readonly hosts: ReadonlySet<string>
  /** Networks, such as `10.1.0.0/16`: by whatever name. */
  readonly networks: readonly Network[]
}

/** The blocks that IANA gives out for the Internet; the rest of IPv6 is set apart for other uses, or for none yet. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Reads `['idp.internal', '10.1.0.0/16', '127.0.0.1']`. Throws a sentence for the operator that names what is neither a name,
 * an address nor a network.
 */
export function parseOutgoingAllow(entries: readonly string[]): OutgoingAllow {
  const hosts = new Set<string>()
  const networks: Network[] = []
  for (const entry of entries) {
    const network = networkOf(entry)
    if (network !== null) networks.push(network)
    else if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(entry)) hosts.add(entry.toLowerCase())
    else throw new Error(`${entry} cannot be allowed: give a host name, an address or a network such as 10.1.0.0/16.`)
  }
  return { hosts, networks }
}

/**
 * Whether a request to the host may connect to the address: to a public one, or to one that the installation allows.
 *
 * `address` is what the host resolved to. Loopback, private, link-local (with the metadata services of clouds), shared,
 * multicast, documentation and tunnel addresses are not public, nor is an IPv4 address of those in the clothes of IPv6.
 */
export function mayReach(allow: OutgoingAllow, host: string, address: string): boolean {
  const parsed = addressOf(address)
  if (parsed === null) return false
  if (allow.hosts.has(host.toLowerCase())) return true
  if (allow.networks.some((network) => isWithin(parsed, network))) return true
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast)
}
