import { expect, test } from 'vitest'
import { countedTags, retagged } from './counted-tags.ts'

test('a tag of entries and of files is told once', () => {
  const ofEntries = [
    { tag: 'summer', entries: 3 },
    { tag: 'sale', entries: 1 },
  ]
  expect(countedTags(ofEntries, [{ tag: 'summer', assets: 2 }])).toEqual([
    { tag: 'sale', entries: 1, files: 0 },
    { tag: 'summer', entries: 3, files: 2 },
  ])
})

test('a tag is renamed in its place, becomes one with another that is there, and is taken away', () => {
  expect(retagged(['a', 'b'], 'a', 'c')).toEqual(['c', 'b'])
  expect(retagged(['a', 'b'], 'a', 'b')).toEqual(['b'])
  expect(retagged(['a', 'b'], 'a', null)).toEqual(['b'])
})
