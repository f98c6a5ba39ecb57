import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { fieldsOf } from './content.ts'

const spaceId = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const file = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a12'
const fields: readonly Field[] = [
  { id: 'title', type: 'text' },
  { id: 'rank', type: 'number' },
  { id: 'day', type: 'date' },
  { id: 'cover', type: 'asset' },
  { id: 'files', type: 'list', items: 'asset' },
  { id: 'body', type: 'blocks', blocks: [{ name: 'quote', fields: [{ id: 'picture', type: 'asset' }] }] },
]
const address = `https://cms.example.com/storyblok/f/${spaceId}/${file}/a.jpg`

test('a story becomes the fields of its entry', () => {
  const content = {
    _uid: '1',
    component: 'post',
    title: 'Hello',
    rank: '12',
    day: '2026-11-23 09:30',
    cover: { fieldtype: 'asset', filename: address, alt: 'x' },
    files: [{ filename: address }],
    body: [{ _uid: '2', component: 'quote', picture: { filename: '' } }],
    other: 1,
  }
  expect(fieldsOf(content, fields, { spaceId, whole: false })).toEqual({
    title: 'Hello',
    rank: 12,
    day: '2026-11-23T09:30:00.000Z',
    cover: file,
    files: [file],
    body: [{ block: 'quote', picture: null }],
    other: 1,
  })
})

test('as a whole it empties what it does not hold', () => {
  expect(fieldsOf({ component: 'post', title: 'A', rank: '' }, fields, { spaceId, whole: true })).toEqual({
    title: 'A',
    rank: null,
    day: null,
    cover: null,
    files: null,
    body: null,
  })
})

test('a file of another space is none', () => {
  const foreign = address.replace(spaceId, file)
  expect(() => fieldsOf({ cover: { filename: foreign } }, fields, { spaceId, whole: false })).toThrow('invalid-body')
})
