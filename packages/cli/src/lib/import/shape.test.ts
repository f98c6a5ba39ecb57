import type { Field } from '@latchkey/contract/content-types/schemas'
import { describe, expect, test } from 'vitest'
import { fieldsOf, type Shape } from './shape.ts'

const declared: readonly Field[] = [
  { id: 'title', type: 'text', localized: true },
  { id: 'price', type: 'number' },
  { id: 'in_stock', type: 'boolean' },
  { id: 'sizes', type: 'list', items: 'text' },
  { id: 'counts', type: 'list', items: 'number' },
  { id: 'data', type: 'json' },
]
const shape: Shape = {
  fields: new Map(declared.map((field) => [field.id, field])),
  locales: new Set(['en', 'de']),
  locale: 'en',
}
const read = (columns: readonly (readonly [string, unknown])[], text = false, known = shape) => {
  const judged = fieldsOf(columns, known, text)
  return judged.ok ? judged.fields : judged.problem
}

describe('locales', () => {
  test('a value that names none belongs to the default locale', () => {
    expect(read([['title', 'Shirt']])).toEqual({ title: { en: 'Shirt' } })
  })

  test('columns of one field come together', () => {
    expect(
      read([
        ['title', 'Shirt'],
        ['title@de', 'Hemd'],
      ]),
    ).toEqual({ title: { en: 'Shirt', de: 'Hemd' } })
  })

  test('an object of values by locale is taken as it is', () => {
    expect(read([['title', { en: 'Shirt', de: 'Hemd' }]])).toEqual({ title: { en: 'Shirt', de: 'Hemd' } })
  })

  test('any other object is a value', () => {
    expect(read([['title', { text: 'Shirt' }]])).toEqual({ title: { en: { text: 'Shirt' } } })
  })

  test('a field that is not localized takes no locale', () => {
    expect(read([['price@de', 5]])).toMatch('drop @de')
  })

  test('a value without a locale is refused when the default is not known', () => {
    expect(read([['title', 'Shirt']], false, { ...shape, locale: null })).toMatch('--locale')
  })
})

describe('cells of text', () => {
  test.each([
    ['price', '19.9', 19.9],
    ['in_stock', 'yes', true],
    ['in_stock', 'FALSE', false],
    ['sizes', 's; m', ['s', 'm']],
    ['sizes', '["s","m;l"]', ['s', 'm;l']],
    ['counts', '1;2', [1, 2]],
    ['data', '{"a":1}', { a: 1 }],
  ])('%s %s is read as its field has it', (field, cell, value) => {
    expect(read([[field, cell]], true)).toEqual({ [field]: value })
  })

  test.each([
    ['price', 'cheap'],
    ['price', 'Infinity'],
    ['in_stock', 'perhaps'],
    ['counts', '1;x'],
    ['data', '{'],
  ])('%s %s is refused', (field, cell) => {
    expect(read([[field, cell]], true)).toMatch(/ is no /)
  })

  test('text of a JSON file stays text', () => {
    expect(read([['price', '19.9']])).toEqual({ price: '19.9' })
  })
})

test('without the type, values go as they are', () => {
  const unknown = { fields: null, locales: null, locale: null }
  expect(read([['anything', { en: 1 }]], true, unknown)).toEqual({ anything: { en: 1 } })
})
