import { expect, test } from 'vitest'
import '../../words/late.ts'
import type { Exposure } from '../../api/answers.ts'
import { exposureInWords } from './exposure-in-words.ts'

const type = {
  id: 'i',
  slug: 'products',
  name: 'Products',
  singleton: false,
  entries: 214,
  locales: [],
  fields: ['a', 'b'],
}
const exposure: Exposure = {
  kind: 'delivery',
  environment: 'production',
  branch: 'main',
  state: 'published',
  release: null,
  entries: 214,
  content_types: [type, { ...type, name: 'Pages', entries: 0 }],
  files: { count: 4, images: 3, private: 0 },
  datasources: [],
  branches: ['main'],
  partial: false,
}

test('what is exposed is counted in one sentence, with a line for each type that shows anything', () => {
  expect(exposureInWords(exposure)).toEqual({
    sentence: '214 entries, 3 images, and 1 other file, as published in production on the branch main.',
    types: ['Products: 214 (2 fields)'],
    notes: [],
  })
})

test('a key that opens nothing yet says so', () => {
  const nothing = { ...exposure, entries: 0, content_types: [], files: { count: 0, images: 0, private: 0 } }
  expect(exposureInWords(nothing).sentence).toMatch(/^Nothing yet/)
})

test('a count that leaves out what the reader may not see says that too', () => {
  expect(exposureInWords({ ...exposure, partial: true }).notes).toHaveLength(1)
})
