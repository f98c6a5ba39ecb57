import { Token } from '@latchkey/contract/tokens/schemas'
import { expect, test } from 'vitest'
import { credentialPlaces, deliveringKinds, tokenRows } from './presets.ts'

test('every token of the vendor is a kind of ours, and no two are the same', () => {
  const kinds = tokenRows.map(({ kind }) => kind)
  expect(Token.properties.kind).toMatchObject({ enum: expect.arrayContaining(kinds) })
  expect(new Set(kinds).size).toBe(tokenRows.length)
})

test('a token counts in its own header alone', () => {
  expect(credentialPlaces.map((place) => [place.in === 'header' && place.header, place.kinds])).toEqual([
    ['access_token', ['delivery', 'access']],
    ['preview_token', ['preview']],
    ['authorization', ['management']],
    ['authtoken', ['session']],
  ])
})

test('what is delivered to does not manage', () => {
  expect(deliveringKinds).not.toContain('management')
  expect(deliveringKinds).not.toContain('session')
})
