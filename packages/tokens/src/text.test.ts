import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Secret } from './secret.ts'
import { handleOf, issue, mask, parse, reissue, tokenPattern, write } from './text.ts'

// The checksums here were computed apart from this code: a change of the format would break every token in use.
const known = 'lk_pat_7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV'

describe('issue', () => {
  test('writes kind, id, secret and checksum in 58 characters', () => {
    const { text, id, secret } = issue('delivery', randomBytes)
    expect(text.expose()).toMatch(/^lk_dlv_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$/)
    expect(text.expose().slice(7, 19)).toBe(id)
    expect(text.expose().slice(20, 52)).toBe(secret.expose())
  })

  test('draws id and secret from the given source', () => {
    const { id, secret } = issue('session', (size) => new Uint8Array(size).fill(61))
    expect([id, secret.expose()]).toEqual(['z'.repeat(12), 'z'.repeat(32)])
  })

  test('a new secret for a token keeps its kind and id', () => {
    const first = issue('api', randomBytes)
    const second = reissue(first.kind, first.id, randomBytes)
    expect([second.kind, second.id]).toEqual([first.kind, first.id])
    expect(second.secret.expose()).not.toBe(first.secret.expose())
  })
})

describe('write', () => {
  test('appends the CRC-32 of everything before in six base62 digits', () => {
    const parts = {
      kind: 'personal',
      id: '7Hq2mK9xB1aZ',
      secret: new Secret('0123456789ABCDEFGHIJKLMNOPQRSTUV'),
    } as const
    expect(write(parts).expose()).toBe(`${known}1aRKIj`)
  })

  test.each([
    ['an id that is too short', '7Hq2mK9xB1a', 'a'.repeat(32)],
    ['a secret that is too long', '7Hq2mK9xB1aZ', 'a'.repeat(33)],
    ['an id with a foreign character', '7Hq2mK9xB1a-', 'a'.repeat(32)],
    ['a secret with a foreign character', '7Hq2mK9xB1aZ', `${'a'.repeat(31)}_`],
  ])('throws on %s', (_, id, secret) => {
    expect(() => write({ kind: 'personal', id, secret: new Secret(secret) })).toThrow(
      'A token has an id of 12 and a secret of 32 base62 digits',
    )
  })
})

describe('parse', () => {
  test('reads kind, id and secret', () => {
    const parsed = parse(`${known}1aRKIj`)
    expect(parsed).toMatchObject({ ok: true, kind: 'personal', id: '7Hq2mK9xB1aZ' })
    expect(parsed.ok && parsed.secret.expose()).toBe('0123456789ABCDEFGHIJKLMNOPQRSTUV')
  })

  test('refuses a kind that does not exist, also with a right checksum', () => {
    expect(parse('lk_xyz_7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV4dNk1x')).toEqual({ ok: false })
  })

  test.each([
    ['an empty text', ''],
    ['a text with something behind it', `${known}1aRKIj `],
    ['a text with something before it', ` ${known}1aRKIj`],
    ['a wrong checksum', `${known}000000`],
    ['a checksum beyond 32 bits', `${known}zzzzzz`],
  ])('refuses %s', (_, text) => expect(parse(text)).toEqual({ ok: false }))

  test.each([
    ['a foreign product', 'gh_pat_7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV2eznw0'],
    ['another sign after the kind', 'lk_pat-7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV4Gui2T'],
    ['another sign after the id', 'lk_pat_7Hq2mK9xB1aZ-0123456789ABCDEFGHIJKLMNOPQRSTUV1g7c0w'],
    ['a foreign first character of the id', 'lk_pat_-Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTUV4OEg7d'],
    ['a foreign last character of the id', 'lk_pat_7Hq2mK9xB1a-_0123456789ABCDEFGHIJKLMNOPQRSTUV1UFGgM'],
    ['a foreign first character of the secret', 'lk_pat_7Hq2mK9xB1aZ_-123456789ABCDEFGHIJKLMNOPQRSTUV0kBgWi'],
    ['a foreign last character of the secret', 'lk_pat_7Hq2mK9xB1aZ_0123456789ABCDEFGHIJKLMNOPQRSTU-2f57Lx'],
  ])('refuses %s, also with a right checksum', (_, text) => expect(parse(text)).toEqual({ ok: false }))
})

describe('the handle', () => {
  test('is read where the checksum does not hold', () =>
    expect(handleOf(`${known}000000`)).toEqual({ kind: 'personal', id: '7Hq2mK9xB1aZ' }))

  test.each([`${known}00000`, `${known}00000-`, `${known}000000`.replace('pat', 'xyz')])(
    'is not read from another shape: %s',
    (text) => expect(handleOf(text)).toBeNull(),
  )
})

test('the mask shows kind and id and nothing of the secret', () => {
  expect(mask('personal', '7Hq2mK9xB1aZ')).toBe('lk_pat_7Hq2mK9xB1aZ_••••')
})

test('the scanner pattern names every prefix, and uses nothing that RE2 lacks', () => {
  expect(tokenPattern).toBe('lk_(?:pat|ses|dlv|prv|ast|rel|thm|mgt|api|acc)_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}')
})
