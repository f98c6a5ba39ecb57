import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agentOf, networkOf } from './whence.ts'

describe('the network of an address', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:7:9::1', '2001:db8:7::/48'],
    ['::1', '::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['nonsense', 'other'],
  ])('%s lies in %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  test('is the same for all 256 neighbours, and tells none of them', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, last) => {
        const neighbour = address.replace(/\d+$/, String(last))
        expect(networkOf(neighbour)).toBe(networkOf(address))
        expect(networkOf(address)).toMatch(/\.0\/24$/)
      }),
    )
  })
})

describe('the product of an agent', () => {
  test.each([
    ['curl/8.5.0', 'curl/8.5.0'],
    ['latchkey-client/0.1.0 node/24.1.0', 'latchkey-client/0.1.0'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox/130.0'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36', 'Chrome/129.0.0.0'],
    ['Mozilla/5.0 (compatible; SomeBot/2.1)', 'Mozilla/5.0'],
    ['PostmanRuntime', 'PostmanRuntime'],
    ['(nothing) to see', 'other'],
    [undefined, 'none'],
  ])('%s is %s', (header, agent) => {
    expect(agentOf(header)).toBe(agent)
  })

  test('is short, whatever is sent, and never a token', () => {
    expect(agentOf(`${'a'.repeat(500)}/1`).length).toBeLessThanOrEqual(64)
    expect(agentOf('lk_dlv_7Hq2mK9xB1aZ_k3JvQk3JvQk3JvQk3JvQk3JvQk3JvQk3Jv9fXwB0')).toBe('other')
  })
})
