import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Piece, textDiff } from './text-diff.ts'

const text = fc
  .array(fc.constantFrom('red', 'shirt', 'linen', ' ', '\n', '  '), { maxLength: 30 })
  .map((words) => words.join(''))

const without = (pieces: readonly Piece[], which: Piece['is']) =>
  pieces
    .filter(({ is }) => is !== which)
    .map((piece) => piece.text)
    .join('')

test('both texts can be read from what differs between them', () => {
  fc.assert(
    fc.property(text, text, (old, next) => {
      const pieces = textDiff(old, next)
      expect([without(pieces, 'new'), without(pieces, 'old')]).toEqual([old, next])
    }),
  )
})

test('a text does not differ from itself', () => {
  fc.assert(
    fc.property(text, (same) => {
      expect(textDiff(same, same).filter(({ is }) => is !== 'same')).toEqual([])
    }),
  )
})

test('a word that was put in is told alone', () => {
  expect(textDiff('a red shirt', 'a red linen shirt')).toEqual([
    { is: 'same', text: 'a red ' },
    { is: 'new', text: 'linen ' },
    { is: 'same', text: 'shirt' },
  ])
})
