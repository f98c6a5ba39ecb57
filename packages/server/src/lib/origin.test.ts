import { describe, expect, test } from 'vitest'
import { isAmong, parseOrigin, printOrigin } from './origin.ts'

describe('an origin', () => {
  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://Shop.Example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['https://*.shop.example', 'https://*.shop.example'],
    ['https://*.shop.example:8443', 'https://*.shop.example:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('%s is %s', (text, written) => {
    const pattern = parseOrigin(text)
    expect(pattern && printOrigin(pattern)).toBe(written)
  })

  test.each([
    'http://shop.example',
    'shop.example',
    'https://shop.example/',
    'https://shop.example/page',
    'https://shop.example?x',
    'https://somebody@shop.example',
    'https://*',
    'https://*.example',
    'https://shop.*.example',
    'https://*.*.shop.example',
    'http://*.localhost',
    'null',
    'file:///etc',
    'https://shop.example#',
    '',
  ])('%j is none', (text) => {
    expect(parseOrigin(text)).toBe(null)
  })
})

describe('pages', () => {
  const among = (origin: string, ...patterns: string[]) =>
    isAmong(
      origin,
      patterns.flatMap((text) => parseOrigin(text) ?? []),
    )

  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://a.shop.example', 'https://*.shop.example'],
    ['https://a.b.shop.example', 'https://*.shop.example'],
    ['https://a.shop.example:8443', 'https://*.shop.example:8443'],
  ])('of %s are among those of %s', (origin, pattern) => {
    expect(among(origin, 'https://other.example', pattern)).toBe(true)
  })

  test.each([
    ['https://shop.example', 'https://*.shop.example'],
    ['https://evilshop.example', 'https://*.shop.example'],
    ['http://a.shop.example', 'https://*.shop.example'],
    ['https://a.shop.example:8443', 'https://*.shop.example'],
    ['https://shop.example.evil.example', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example'],
    ['https://evil.example/.shop.example', 'https://*.shop.example'],
    ['null', 'https://shop.example'],
  ])('of %s are not among those of %s', (origin, pattern) => {
    expect(among(origin, pattern)).toBe(false)
  })
})
