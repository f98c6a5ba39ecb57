import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6
/** A block of addresses: where it begins, and how many of the first bits all of them share. */
export type Network = readonly [start: Address, bits: number]

/** An address of text; null for anything else. One of IPv4 in the clothes of IPv6 is one of IPv4; a zone counts for nothing. */
export function addressOf(text: string): Address | null {
  const address = text.replace(/%.*$/, '')
  return isIP(address) === 0 ? null : ipaddr.process(address)
}

/** A network as `10.1.0.0/16` or `2001:db8::/32`, or a single address; null for anything else. */
export function networkOf(text: string): Network | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (isIP(text) === 0) return null
  const address = ipaddr.parse(text)
  return [address, bitsOf(address)]
}

export function isWithin(address: Address, [start, bits]: Network): boolean {
  return address.kind() === start.kind() && address.match([start, bits])
}

/** Whether every address of `inner` is one of `outer`. */
export function covers(outer: Network, inner: Network): boolean {
  return inner[1] >= outer[1] && isWithin(inner[0], outer)
}

/** The one way to write a network: `203.0.113.7/32`. */
export function printNetwork([start, bits]: Network): string {
  return `${start.toString()}/${bits}`
}

/** The network of so many bits that an address lies in. */
export function networkAround(address: Address, bits: number): Network {
  const kind = address instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6
  return [kind.networkAddressFromCIDR(`${address.toString()}/${bits}`), bits]
}

function bitsOf(address: Address): number {
  return address.kind() === 'ipv4' ? 32 : 128
}
