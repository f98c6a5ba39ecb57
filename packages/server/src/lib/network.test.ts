import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, covers, isWithin, type Network, networkAround, networkOf, printNetwork } from './network.ts'

const read = (text: string): Network => networkOf(text) ?? expect.unreachable(`${text} is a network`)

test.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.0/24', '203.0.113.0/24'],
  ['2001:DB8::1', '2001:db8::1/128'],
  ['::/0', '::/0'],
])('%s is the network %s', (text, printed) => {
  expect(printNetwork(read(text))).toBe(printed)
})

test.each(['203.0.113', '203.0.113.0/33', 'example.com', '10.0.0.0/', '', '0x7f.1', '1'])('%j is none', (text) => {
  expect(networkOf(text)).toBe(null)
})

test('an address of IPv4 in the clothes of IPv6 lies in networks of IPv4', () => {
  expect(isWithin(addressOf('::ffff:203.0.113.7')!, read('203.0.113.0/24'))).toBe(true)
  expect(isWithin(addressOf('203.0.113.7')!, read('::/0'))).toBe(false)
})

const networks = fc
  .tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(32))
  .map(([text, bits]) => networkAround(addressOf(text) ?? expect.unreachable(text), bits))

test('what covers a network holds every address of it', () => {
  fc.assert(
    fc.property(networks, networks, fc.oneof(fc.ipV4(), fc.ipV6()), (outer, inner, text) => {
      const address = addressOf(text)!
      if (covers(outer, inner) && isWithin(address, inner)) expect(isWithin(address, outer)).toBe(true)
      expect(covers(outer, outer)).toBe(true)
    }),
  )
})
