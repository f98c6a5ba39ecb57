import { problems } from '@latchkey/contract/problems'
import { tokenKinds } from '@latchkey/tokens/kinds'
import { issue } from '@latchkey/tokens/text'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../settings.ts'
import { refuseMisplacedToken } from './misplaced-token.ts'

const tokens = fc.constantFrom(...tokenKinds).map((kind) => issue(kind, randomBytes).text.expose())

function look(body: string, holdsTokens = false): void {
  const request = { headers: {}, host: 'localhost', body: Buffer.from(body) }
  refuseMisplacedToken({ settings: defaultSettings }, request, { url: '/api/v1/spaces', holdsTokens })
}

/** The text of a JSON string in which the characters that are chosen are written by their numbers. */
function written(text: string, chosen: readonly boolean[], upper: boolean): string {
  const characters = Array.from(text, (character, index) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0')
    return chosen[index % chosen.length] ? `\\u${upper ? hex.toUpperCase() : hex}` : character
  })
  return `"${characters.join('')}"`
}

const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 58 })

describe('a token in a body of JSON', () => {
  test('is refused however its characters are written, unless the body is about tokens', () => {
    fc.assert(
      fc.property(tokens, choices, fc.boolean(), fc.string(), (token, chosen, upper, around) => {
        const text = written(token, chosen, upper)
        expect(JSON.parse(text)).toBe(token)
        const body = `{"about":${JSON.stringify(around)},"title":${text}}`
        expect(() => look(body)).toThrow(problems.misplacedToken.title)
        expect(() => look(body, true)).not.toThrow()
      }),
    )
  })

  test('is no token when it lacks a character', () => {
    fc.assert(
      fc.property(tokens, choices, fc.boolean(), (token, chosen, upper) => {
        expect(() => look(written(token.slice(0, -1), chosen, upper))).not.toThrow()
      }),
    )
  })
})
