import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenKinds } from './kinds.ts'
import { scan } from './scan.ts'
import { issue } from './text.ts'

test('every token between any other text is found, with its kind and id, and nothing else is valid', () => {
  const noise = fc.oneof(fc.string(), fc.constantFrom('lk_', 'lk', '_', 'lk_pat_', '"', '\n'))
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, fc.constantFrom(...tokenKinds))), noise, (parts, last) => {
      const expected: unknown[] = []
      let text = ''
      for (const [before, kind] of parts) {
        const token = issue(kind, randomBytes)
        text += before
        expected.push({ start: text.length, end: text.length + 58, kind, id: token.id, valid: true })
        text += token.text.expose()
      }
      expect(scan(text + last).filter((finding) => finding.valid)).toEqual(expected)
    }),
  )
})
