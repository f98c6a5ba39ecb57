import { expect, test } from 'vitest'
import { alignColumns, cellOf, widthOf } from './table.ts'

test('columns are aligned, wide characters included', () => {
  expect(
    alignColumns([
      ['日本', 'Tokyo'],
      ['Peru', 'Lima'],
      ['Å', ''],
    ]),
  ).toBe('日本  Tokyo\nPeru  Lima\nÅ')
  expect(widthOf('日本')).toBe(4)
})

test('nothing that a terminal would obey is printed', () => {
  expect(cellOf('a\u001b[2Jb\nc\u009b')).toBe('a [2Jb c ')
})

test.each([
  [null, '–'],
  [undefined, '–'],
  [0, '0'],
  [['a'], '["a"]'],
])('%j is shown as %s', (value, text) => {
  expect(cellOf(value)).toBe(text)
})
