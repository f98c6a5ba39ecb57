import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { contentTypeOf } from './content-type.ts'
import { indexRows, indexText } from './field-index.ts'

function typeOf(...fields: Field[]) {
  const row = { id: 't', serial: 7, slug: 't', name: 'T', version: 1, singleton: 0, fields: JSON.stringify(fields) }
  return contentTypeOf('space/main', { ...row, singleton: 0 })
}

test('only filterable and unique fields are indexed, each under its type', () => {
  const type = typeOf(
    { id: 'title', type: 'text', filterable: true },
    { id: 'code', type: 'text', unique: true },
    { id: 'note', type: 'text' },
  )
  expect(indexRows(type, '', { title: 'A', code: 'B', note: 'C' })).toEqual([
    { field_id: '7.title', locale: '', position: 0, num: null, str: 'A' },
    { field_id: '7.code', locale: '', position: 0, num: null, str: 'B' },
  ])
})

test('a localized field is indexed in its locale alone', () => {
  const type = typeOf({ id: 'title', type: 'text', localized: true, filterable: true })
  expect(indexRows(type, '', { title: 'left over' })).toEqual([])
  expect(indexRows(type, 'de', { title: 'Hallo' })).toMatchObject([{ locale: 'de', str: 'Hallo' }])
})

test('dates are milliseconds, booleans 0 and 1, lists have a row for each item', () => {
  const type = typeOf(
    { id: 'day', type: 'date', filterable: true },
    { id: 'open', type: 'boolean', filterable: true },
    { id: 'sizes', type: 'list', items: 'number', filterable: true },
  )
  const rows = indexRows(type, '', { day: '2026-11-23', open: true, sizes: [38, 40] })
  expect(rows.map(({ position, num }) => [position, num])).toEqual([
    [0, Date.UTC(2026, 10, 23)],
    [0, 1],
    [0, 38],
    [1, 40],
  ])
})

test('text is cut to 200 bytes and never within a character', () => {
  expect(indexText('é'.repeat(150))).toBe('é'.repeat(100))
  expect(indexText(`a${'é'.repeat(150)}`)).toBe(`a${'é'.repeat(99)}`)
  expect(indexText('🔑'.repeat(60))).toBe('🔑'.repeat(50))
  expect(indexText('a'.repeat(200))).toBe('a'.repeat(200))
  expect(indexText('a'.repeat(300))).toBe('a'.repeat(200))
})
