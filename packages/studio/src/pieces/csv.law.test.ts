import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from './csv.ts'

const text = fc.oneof(fc.string(), fc.stringMatching(/^[ab",;'\n=@-]{1,6}$/))

test('what is written is read as it was', () => {
  const rows = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(
      fc.array(text, { minLength: width, maxLength: width }).filter((row) => row.some((value) => value !== '')),
      { minLength: 1 },
    ),
  )
  fc.assert(
    fc.property(rows, (given) => {
      // The first row is the heading, by whose separators a file is recognised.
      const all = [given[0]?.map((_cell, index) => `column${index}`) ?? [], ...given]
      expect(readCsv(writeCsv(all))).toEqual(all)
    }),
  )
})

test('what a spreadsheet has written with semicolons is read, its mark at the beginning left out', () => {
  expect(readCsv('\uFEFFkey;value\r\ns;"Small; very"\r\n\r\nm;Medium')).toEqual([
    ['key', 'value'],
    ['s', 'Small; very'],
    ['m', 'Medium'],
  ])
})
