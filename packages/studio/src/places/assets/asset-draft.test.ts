import { expect, test } from 'vitest'
import { type AssetDraft, changeOf } from './asset-draft.ts'

const before: AssetDraft = {
  fileName: 'flag.png',
  category: 'Brand',
  isPrivate: false,
  title: 'Flag',
  alt: '',
  description: '',
  credit: '',
  tags: ['press'],
}

test('only what differs is sent', () => {
  expect(changeOf(before, { ...before, alt: 'A red flag' })).toEqual({ metadata: { alt: 'A red flag' } })
  expect(changeOf(before, { ...before, tags: ['press'] })).toEqual({})
})

test('an emptied text is taken away, and an emptied category left', () => {
  expect(changeOf(before, { ...before, title: ' ', category: '', isPrivate: true })).toEqual({
    category: null,
    private: true,
    metadata: { title: null },
  })
})
