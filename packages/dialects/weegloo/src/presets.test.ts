import { Token } from '@latchkey/contract/tokens/schemas'
import { expect, test } from 'vitest'
import { accessTokens } from './presets.ts'

test('every kind of the vendor is one of ours, and no two are the same', () => {
  const kinds = accessTokens.map(({ kind }) => kind)
  expect(Token.properties.kind).toMatchObject({ enum: expect.arrayContaining(kinds) })
  expect(new Set(kinds).size).toBe(accessTokens.length)
})
