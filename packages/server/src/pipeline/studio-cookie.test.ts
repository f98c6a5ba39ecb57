import { problems } from '@latchkey/contract/problems'
import { Secret } from '@latchkey/tokens/secret'
import { describe, expect, test } from 'vitest'
import { AnswerCookie, cookieScheme, isFromStudio, otherCookies, studioCookie, studioOrigin } from './studio-cookie.ts'

const home = 'https://content.example.com'
const here = 'http://localhost:4010'
const marked = { 'latchkey-studio': '1' }

describe('the origin of the studio', () => {
  test('is the public URL, whatever the request calls the host', () => {
    expect(studioOrigin(home, 'elsewhere.example.com')).toBe(home)
  })

  test('is localhost without one, and nothing else', () => {
    expect(studioOrigin(null, 'localhost:4010')).toBe(here)
    expect(studioOrigin(null, 'localhost')).toBe('http://localhost')
    for (const host of ['127.0.0.1:4010', 'content.example.com', 'localhost.example.com', 'localhost:4010@evil', ''])
      expect(studioOrigin(null, host)).toBe(null)
  })
})

describe('a request comes from the studio', () => {
  test.each([
    ['a read that the browser calls same-origin', 'GET', { 'sec-fetch-site': 'same-origin' }],
    ['a read of an address that somebody typed', 'GET', { 'sec-fetch-site': 'none' }],
    ['a read with the studio’s header, from a browser that says nothing', 'GET', marked],
    ['a read with the studio’s origin', 'HEAD', { origin: home }],
    ['a write with header and origin', 'POST', { ...marked, origin: home }],
    ['a write with header and same-origin', 'DELETE', { ...marked, 'sec-fetch-site': 'same-origin' }],
    ['a write with all three', 'PATCH', { ...marked, origin: home, 'sec-fetch-site': 'same-origin' }],
  ] as const)('%s', (_what, method, headers) => {
    expect(isFromStudio(method, headers, home)).toBe(true)
  })

  test.each([
    ['a read that says nothing', 'GET', {}],
    ['a read from another site', 'GET', { 'sec-fetch-site': 'cross-site' }],
    ['a read from a neighbour', 'GET', { 'sec-fetch-site': 'same-site', ...marked }],
    ['a read with another origin', 'GET', { origin: 'https://evil.example.com', ...marked }],
    ['a read with the opaque origin', 'GET', { origin: 'null' }],
    ['a write without the header', 'POST', { origin: home, 'sec-fetch-site': 'same-origin' }],
    ['a write with the header alone', 'POST', marked],
    ['a write from a typed address', 'POST', { ...marked, 'sec-fetch-site': 'none' }],
    ['a write from another origin', 'POST', { ...marked, origin: 'https://evil.example.com' }],
    ['a write from another port', 'POST', { ...marked, origin: `${home}:8443` }],
    ['a write over http', 'POST', { ...marked, origin: 'http://content.example.com' }],
    ['a write whose signs contradict', 'POST', { ...marked, origin: home, 'sec-fetch-site': 'cross-site' }],
  ] as const)('%s: not', (_what, method, headers) => {
    expect(isFromStudio(method, headers, home)).toBe(false)
  })
})

describe('the cookie', () => {
  const scheme = cookieScheme(home)
  const read = (cookie: string, surface: 'management' | 'delivery' | 'root' = 'management') =>
    scheme(
      { method: 'GET', host: 'content.example.com', headers: { cookie, 'sec-fetch-site': 'same-origin' } },
      surface,
    )

  test('is read on the management API alone', () => {
    expect(read('a=b; __Host-latchkey=text')).toEqual({ text: 'text', via: 'cookie' })
    expect(read('__Host-latchkey=text', 'delivery')).toBe('not-mine')
    expect(read('__Host-latchkey=text', 'root')).toBe('not-mine')
  })

  test('of another name, such as the one without TLS, is none', () => {
    expect(read('latchkey=text')).toBe('not-mine')
    expect(studioCookie('__Host-latchkey=text', here)).toBe(null)
  })

  test('that is there twice is none: somebody has put one beside it', () => {
    expect(read('__Host-latchkey=mine; __Host-latchkey=yours')).toBe('not-mine')
    expect(otherCookies('__Host-latchkey=mine; __Host-latchkey=yours', home)).toContain('yours')
  })

  test('is told from the others', () => {
    expect(otherCookies('a=b; __Host-latchkey=text;c=d', home)).toBe('a=b; c=d')
    expect(otherCookies('a=b', home)).toBe('a=b')
    expect(otherCookies('latchkey=text', null)).toBe('latchkey=text')
  })

  test('refuses the whole request from another origin', () => {
    const found = scheme(
      { method: 'POST', host: 'content.example.com', headers: { cookie: '__Host-latchkey=text' } },
      'management',
    )
    expect(found).toMatchObject({ problem: problems.crossOrigin })
  })
})

describe('the answer’s cookie', () => {
  const source = (host: string) => ({ method: 'POST', host, headers: { ...marked, origin: home } })

  test('is for the host alone, over TLS, and no script can read it', () => {
    const cookie = new AnswerCookie(home, source('content.example.com'))
    cookie.give(new Secret('text'), 60_000)
    expect(cookie.header).toBe('__Host-latchkey=text; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict')
    cookie.clear()
    expect(cookie.header).toBe('__Host-latchkey=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict')
  })

  test('goes without Secure to localhost, and nowhere else without TLS', () => {
    const local = new AnswerCookie(null, source('localhost:4010'))
    local.give(new Secret('text'), null)
    expect(local.header).toBe('latchkey=text; Path=/; HttpOnly; SameSite=Strict')
    const open = new AnswerCookie(null, source('content.example.com'))
    expect(() => open.give(new Secret('text'), null)).toThrow(/LATCHKEY_PUBLIC_URL/)
  })

  test('is given to a page of the studio alone', () => {
    expect(() => new AnswerCookie(home, source('content.example.com')).assertFromStudio()).not.toThrow()
    expect(() => new AnswerCookie('https://other.example.com', source('x')).assertFromStudio()).toThrow(
      problems.crossOrigin.title,
    )
  })
})
