import { expect, test } from 'vitest'
import { networkOf, openGuessLimits } from './guess-limits.ts'

async function countTimes(times: number, of: (index: number) => readonly [string, string]): Promise<unknown> {
  const limits = openGuessLimits()
  for (let index = 0; index < times; index += 1) await limits.count(...of(index))
  return limits.count(...of(times)).catch((error: unknown) => error)
}

test('the 21st guess for one person is refused, from wherever', async () => {
  expect(await countTimes(19, (index) => ['ada@example.com', `10.0.0.${index}`])).toBe(undefined)
  expect(await countTimes(20, (index) => ['ada@example.com', `10.0.0.${index}`])).toMatchObject({
    problem: { slug: 'too-many-requests' },
    headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
  })
})

test('the 101st guess from one network is refused, for whomever', async () => {
  expect(await countTimes(99, (index) => [`p${index}@example.com`, '10.0.0.1'])).toBe(undefined)
  expect(await countTimes(100, (index) => [`p${index}@example.com`, '10.0.0.1'])).toMatchObject({
    problem: { slug: 'too-many-requests' },
  })
})

test('a right password takes back the guesses of its person', async () => {
  const limits = openGuessLimits()
  for (let index = 0; index < 20; index += 1) await limits.count('ada@example.com', '10.0.0.1')
  await limits.forgive('ada@example.com', '10.0.0.1')
  await expect(limits.count('ada@example.com', '10.0.0.1')).resolves.toBe(undefined)
})

test('addresses of one IPv6 subnet are one network, IPv4 addresses one each', () => {
  expect(networkOf('2001:db8:0:1:aa::1')).toBe('2001:db8:0:1::/64')
  expect(networkOf('2001:DB8::1:ffff:ffff:ffff:ffff')).toBe('2001:db8:0:1::/64')
  expect(networkOf('2001:db8:0:2::1')).toBe('2001:db8:0:2::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('::ffff:10.0.0.7')).toBe('10.0.0.7')
  expect(networkOf('10.0.0.7')).toBe('10.0.0.7')
})
