import { describe, expect, test } from 'vitest'
import { columnsOf, parseMapping, slugify, slugOf, valueAt } from './mapping.ts'

const row = { cca3: 'DEU', name: { common: 'Germany' }, capital: ['Berlin'], 'a.b': 1 }

test('without a map every column but the slug is taken by its own name', () => {
  expect(columnsOf({ slug: 'x', title: 'X' }, parseMapping([], []))).toEqual([['title', 'X']])
})

test('with a map only mapped values are taken, from inside objects and lists too', () => {
  const mapping = parseMapping(['title@en=name.common', 'capital=capital.0', 'area=area'], [])
  expect(columnsOf(row, mapping)).toEqual([
    ['title@en', 'Germany'],
    ['capital', 'Berlin'],
  ])
})

test.each(['title', '=x', 'title='])('--map %s is refused', (map) => {
  expect(() => parseMapping([map], [])).toThrow('--map field=column')
})

test('a column whose name holds dots is found', () => {
  expect(valueAt(row, ['a', 'b'])).toBe(1)
})

test('what every object inherits is no value', () => {
  expect(valueAt(row, ['constructor', 'name'])).toBeUndefined()
})

describe('slugs', () => {
  test('are the row’s own', () => {
    expect(slugOf({ slug: 'red-shirt' }, parseMapping([], []))).toBe('red-shirt')
  })

  test('are made of the values named, joined by hyphens', () => {
    expect(slugOf(row, parseMapping([], ['name.common', 'cca3']))).toBe('germany-deu')
  })

  test('are missing when one of the values is', () => {
    expect(slugOf(row, parseMapping([], ['name.common', 'nothing']))).toBeNull()
    expect(slugOf({}, parseMapping([], []))).toBeNull()
  })

  test.each([
    ['Côte d’Ivoire', 'cote-d-ivoire'],
    ['  Straße 7 ', 'strasse-7'],
    ['日本', ''],
  ])('%s becomes %j', (text, slug) => {
    expect(slugify(text)).toBe(slug)
  })
})
