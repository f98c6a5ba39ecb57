import { randomBytes } from 'node:crypto'
import { addKey, generateKey, newKeyRing, removeKey } from '@latchkey/tokens/key-ring'
import { expect, test } from 'vitest'
import { placeOf, signedAddressOf, signUrl, subjectOf, verifyAddress } from './signed-url.ts'

const ring = newKeyRing(generateKey(randomBytes))
const expiresAt = Date.UTC(2026, 10, 23, 10)
const place = placeOf('/delivery/v1/spaces/shop/assets/a/file', { environment: 'staging' })
const url = signUrl(ring, { tokenId: '7Hq2mK9xB1aZ', expiresAt, subject: 'abc-_1', place })
const verify = (text: string, now = expiresAt - 1, by = ring) => {
  const address = signedAddressOf(text)
  return address && verifyAddress(by, address, now)
}

test('a signed URL names the token that has signed it, and what for', () => {
  expect(verify(url)).toEqual({ tokenId: '7Hq2mK9xB1aZ', subject: 'abc-_1' })
  expect(subjectOf(signedAddressOf(url)!.signed)).toBe('abc-_1')
})

test('what does not decide which thing is answered may be added', () => {
  expect(verify(`${url}&width=64&format=webp`)).not.toBeNull()
})

test.each([
  ['another path', url.replace('/a/', '/b/')],
  ['another environment', url.replace('staging', 'production')],
  ['another state', `${url}&state=draft`],
  ['another token', url.replace('7Hq2', '7Hq3')],
  ['another version', url.replace('abc-_1', 'abc-_2')],
  ['another time', url.replace(/\.(\d+)\./, (_, seconds) => `.${Number(seconds) + 1}.`)],
  ['a shortened signature', url.slice(0, -1)],
  ['another signature', `${url.slice(0, -2)}AA`],
  ['no signature', url.replace(/signed=.*/, 'signed=')],
])('%s is not what was signed', (_what, changed) => {
  expect(verify(changed)).toBeNull()
})

test('it ends at its time', () => {
  expect(verify(url, expiresAt)).toBeNull()
})

test('a key that was retired still verifies, and one that was removed does not', () => {
  const newer = addKey(ring, generateKey(randomBytes))
  expect(verify(url, expiresAt - 1, newer)).not.toBeNull()
  expect(verify(url, expiresAt - 1, removeKey(newer, ring.current.id))).toBeNull()
})

test('a URL without a signature has none', () => {
  expect(signedAddressOf('/delivery/v1/spaces/shop/assets/a/file?width=64')).toBeNull()
})
