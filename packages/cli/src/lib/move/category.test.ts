import { expect, test } from 'vitest'
import { categoryOf } from './category.ts'

const folders = new Map([
  ['brand', { name: 'Brand', parent: null }],
  ['logos', { name: 'Logos: old/new', parent: 'brand' }],
  ['one', { name: 'One', parent: 'other' }],
  ['other', { name: 'Other', parent: 'one' }],
])

test.each([
  [null, null],
  ['brand', 'Brand'],
  ['logos', 'Brand / Logos old new'],
  ['gone', null],
])('the folder %s is the category %s', (id, category) => expect(categoryOf(id, folders)).toBe(category))

test('folders that lie in one another end where they began', () => {
  expect(categoryOf('one', folders)).toBe('Other / One')
})
