import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { operations } from '@latchkey/contract/operations'
import { expect, test } from 'vitest'
import { encode, preferredCoding, refusesIdentity, tagIn, tagWithoutCoding } from './content-coding.ts'

// RFC 9110 12.5.3
test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0.9', 'gzip'],
  ['br;q=0, gzip;q=0.001', 'gzip'],
  ['gzip;q=0', 'identity'],
  ['gzip;q=0.5, identity', 'identity'],
  ['*', 'br'],
  ['*;q=0, gzip', 'gzip'],
  ['identity;q=0', null],
  ['*;q=0', null],
  ['identity;q=0, *', 'br'],
  ['deflate, zstd', 'identity'],
  ['GZIP ; Q = 0.8', 'gzip'],
  ['gzip;q=2, br;level=4', 'identity'],
])('Accept-Encoding: %s is answered in %s', (header, coding) => {
  expect(preferredCoding(header)).toBe(coding)
})

test('an answer as it is can be refused by name or with all the rest', () => {
  expect(['identity;q=0, gzip', '*;q=0, br'].map(refusesIdentity)).toEqual([true, true])
  expect(['gzip', 'identity, *;q=0', undefined].map(refusesIdentity)).toEqual([false, false, false])
})

test('a body survives each coding', async () => {
  const body = Buffer.from('{"title":"Größe"}'.repeat(200))
  expect(gunzipSync(await encode(body, 'gzip'))).toEqual(body)
  expect(brotliDecompressSync(await encode(body, 'br'))).toEqual(body)
})

test('each coding has a tag of its own, from which the first is found again', () => {
  expect(tagIn('br', '"abc"')).toBe('"abc.br"')
  expect(['"abc.br"', '"abc.gzip"', '"abc"', '"v7"'].map(tagWithoutCoding)).toEqual(['"abc"', '"abc"', '"abc"', '"v7"'])
})

// Answers to reads are encoded, and the length of an encoded answer can tell of its content.
test('no answer to a read carries a secret', () => {
  const reads = operations.filter(({ access, result }) => access === 'read' && result !== null)
  expect(
    reads.filter(({ result }) => /"(?:[a-z_]*secret|password)":/.test(JSON.stringify(result))).map(({ id }) => id),
  ).toEqual([])
})
