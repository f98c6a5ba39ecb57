import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { fileAddress } from '../from-result/file-address.ts'
import type { Shape } from '../from-result/shape.ts'
import { readEntry, readNewEntry } from './entry.ts'

const place = { base: 'https://cms.example.com/comet', space: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' }
const file = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a22'
const shape: Shape = {
  slug: 'posts',
  name: 'Posts',
  singleton: false,
  fields: [
    { id: 'headline', type: 'text' },
    { id: 'hero', type: 'list', items: 'asset' },
    { id: 'cover', type: 'asset' },
  ],
}
const now = Date.UTC(2026, 10, 23)
const read = (body: unknown) => readEntry(body, shape, place, now)
const fieldsOf = (asked: () => unknown) => {
  try {
    return asked()
  } catch (error) {
    if (error instanceof Refusing) return error.refused.errors?.map(({ pointer }) => pointer)
    throw error
  }
}

test('fields stand beside what all entries have, and the title is the first text', () => {
  expect(read({ title: 'First', slug: 'first', status: 'draft', locale: 'de', price: 5, hero: null })).toEqual({
    slug: 'first',
    status: 'draft',
    locale: 'de',
    fields: { headline: 'First', price: 5, hero: null },
  })
})

test('files are sent as they are shown', () => {
  const address = fileAddress(place, file)
  expect(read({ hero: [address, file], cover: [address] }).fields).toEqual({ hero: [file, file], cover: file })
  expect(read({ cover: [] }).fields).toEqual({ cover: null })
  expect(fieldsOf(() => read({ cover: [address, address] }))).toEqual(['/cover'])
})

test('what nobody writes, and what is no status or time, is refused by its name', () => {
  expect(fieldsOf(() => read({ id: 'x', author_id: 'y', title: 'z' }))).toEqual(['/id', '/author_id'])
  expect(fieldsOf(() => read({ status: 'scheduled' }))).toEqual(['/status'])
  expect(fieldsOf(() => read({ published_at: 'tomorrow' }))).toEqual(['/published_at'])
  expect(fieldsOf(() => read([]))).toEqual(['/body'])
})

test('a schedule is no publication', () => {
  const published_at = '2026-11-24T00:00:00Z'
  expect(fieldsOf(() => read({ status: 'published', published_at }))).toEqual(['/published_at'])
  expect(read({ published_at })).toMatchObject({ published_at: '2026-11-24T00:00:00.000Z' })
  expect(fieldsOf(() => readNewEntry({ published_at: '2026-11-22T00:00:00Z' }, shape, place, now))).toEqual([
    '/published_at',
  ])
  expect(fieldsOf(() => readNewEntry({ status: 'archived' }, shape, place, now))).toEqual(['/status'])
})
