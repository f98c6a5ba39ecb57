import { describe, expect, test } from 'vitest'
import { mayReach, parseOutgoingAllow } from './reachable.ts'

const nothing = parseOutgoingAllow([])

describe('without an allowance', () => {
  test.each(['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('%s is reached', (address) => {
    expect(mayReach(nothing, 'example.com', address)).toBe(true)
  })

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback elsewhere', '127.255.0.9'],
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['link-local, with metadata services', '169.254.169.254'],
    ['shared by a carrier', '100.64.0.1'],
    ['metadata in the shared range', '100.100.100.200'],
    ['protocol assignments', '192.0.0.192'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '203.0.113.7'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 link-local with its zone', 'fe80::1%eth0'],
    ['IPv6 private', 'fd00:ec2::254'],
    ['IPv6 site-local', 'fec0::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['mapped IPv4', '::ffff:127.0.0.1'],
    ['mapped IPv4 in digits', '::ffff:7f00:1'],
    ['compatible IPv4', '::127.0.0.1'],
    ['translated IPv4', '64:ff9b::a9fe:a9fe'],
    ['translated IPv4, local', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['Teredo', '2001:0:7f00:1::1'],
    ['not given out', '4000::1'],
    ['no address', 'localhost'],
  ])('%s is not: %s', (_what, address) => {
    expect(mayReach(nothing, 'example.com', address)).toBe(false)
  })
})

describe('with an allowance', () => {
  const allow = parseOutgoingAllow(['10.1.0.0/16', '127.0.0.1', 'fd12::/16', 'IdP.internal'])

  test('of a network, its addresses are reached by whatever name, and no others', () => {
    expect(mayReach(allow, 'a.example', '10.1.200.3')).toBe(true)
    expect(mayReach(allow, 'a.example', '::ffff:10.1.200.3')).toBe(true)
    expect(mayReach(allow, 'a.example', '10.2.0.1')).toBe(false)
    expect(mayReach(allow, 'a.example', 'fd12::9')).toBe(true)
    expect(mayReach(allow, 'a.example', 'fd13::9')).toBe(false)
  })

  test('of an address, that one alone is', () => {
    expect(mayReach(allow, '127.0.0.1', '127.0.0.1')).toBe(true)
    expect(mayReach(allow, '127.0.0.2', '127.0.0.2')).toBe(false)
  })

  test('of a name, whatever it resolves to is, and no part of it or other name', () => {
    expect(mayReach(allow, 'idp.internal', '192.168.0.1')).toBe(true)
    expect(mayReach(allow, 'IDP.INTERNAL', '192.168.0.1')).toBe(true)
    expect(mayReach(allow, 'x.idp.internal', '192.168.0.1')).toBe(false)
    expect(mayReach(allow, 'internal', '192.168.0.1')).toBe(false)
  })
})

test.each(['https://idp.internal', '10.0.0.0/99', '*.internal', '', 'a b'])(
  '%s allows nothing, and is told',
  (entry) => {
    expect(() => parseOutgoingAllow([entry])).toThrow('cannot be allowed')
  },
)
