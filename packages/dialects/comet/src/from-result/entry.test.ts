import { expect, test } from 'vitest'
import { type Entry, entryOf, referencesIn } from './entry.ts'
import { fileAddress, fileIn } from './file-address.ts'
import type { Shape } from './shape.ts'

const place = { base: 'https://cms.example.com/comet', space: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' }
const file = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a22'
const shape: Shape = {
  slug: 'posts',
  name: 'Posts',
  singleton: false,
  fields: [
    { id: 'title', type: 'text' },
    { id: 'text', type: 'markdown' },
    { id: 'hero', type: 'list', items: 'asset' },
    { id: 'author', type: 'reference' },
    { id: 'others', type: 'list', items: 'reference' },
  ],
}
const entry: Entry = {
  id: 'one',
  serial: 1,
  type: 'posts',
  slug: 'first',
  locale: 'en',
  status: 'draft',
  changed: false,
  environments: [],
  version: 1,
  created_by: 'token:7Hq2mK9xB1aZ',
  created_at: '2026-11-22T03:54:29.123Z',
  updated_at: '2026-11-22T03:54:30.000Z',
  published_at: null,
  tags: [],
  fields: { title: 'First', hero: [file], author: 'ann', others: ['ann', 'bob'] },
}
const plain = { place, shape, included: new Map<string, object>(), include: [] }

test('an entry has what all have, and its fields apart; what has no value is null', () => {
  expect(entryOf(entry, plain)).toEqual({
    id: 'one',
    slug: 'first',
    type: 'posts',
    status: 'draft',
    title: 'First',
    created_at: '2026-11-22T03:54:29Z',
    updated_at: '2026-11-22T03:54:30Z',
    author_id: 'tok_7Hq2mK9xB1aZ',
    data: { text: null, hero: [fileAddress(place, file)], author: 'ann', others: ['ann', 'bob'] },
  })
})

test('of a type that may not be known the values stay as they are', () => {
  expect(entryOf(entry, { ...plain, shape: null })).toMatchObject({ title: 'First', data: { hero: [file] } })
})

test('what is included stands in the place of its id, and what is not found keeps it', () => {
  const include = ['author', 'others']
  expect(referencesIn([entry], include)).toEqual(['ann', 'bob'])
  const ann = { title: 'Ann' }
  expect(entryOf(entry, { ...plain, include, included: new Map([['ann', ann]]) })).toMatchObject({
    data: { author: ann, others: [ann, 'bob'] },
  })
})

test('who may not read what was written is told its id and status', () => {
  const receipt = { id: 'one', version: 1, status: 'draft' }
  // As an operation answers it: its type does not say that the rest may be missing.
  expect(entryOf(receipt as Entry, plain)).toEqual({ id: 'one', status: 'draft' })
})

test('the address of a file says which it is, in its space alone', () => {
  const address = fileAddress(place, file)
  expect(address).toBe(`https://cms.example.com/api/v1/spaces/${place.space}/assets/${file}/file`)
  expect(fileIn(address, place)).toBe(file)
  for (const other of [file, `${address}?x`, address.replace(place.space, file), 'https://cms.example.com/a.png'])
    expect(fileIn(other, place)).toBe(null)
})
