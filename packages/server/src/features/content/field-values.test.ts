import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { contentTypeOf } from './content-type.ts'
import { type Bodies, type Body, fieldsByLocale, fieldsIn } from './field-values.ts'

const fields: Field[] = [
  { id: 'title', type: 'text', localized: true },
  { id: 'price', type: 'number' },
]
const type = contentTypeOf('space/main', {
  id: 't',
  serial: 1,
  slug: 't',
  name: 'T',
  version: 1,
  singleton: 0,
  fields: JSON.stringify(fields),
})
const bodies: Bodies = new Map<string, Body>([
  ['', { price: 12, removed: 'left over' }],
  ['en', { title: 'Hello' }],
  ['de', {}],
])

test('a missing value is taken along the chain', () => {
  expect(fieldsIn(type, bodies, ['de', 'en'])).toEqual({ title: 'Hello', price: 12 })
  expect(fieldsIn(type, bodies, ['de'])).toEqual({ price: 12 })
})

test('all locales together are told apart, and only those asked for', () => {
  expect(fieldsByLocale(type, bodies, ['en', 'de'])).toEqual({ title: { en: 'Hello' }, price: 12 })
  expect(fieldsByLocale(type, bodies, ['de'])).toEqual({ price: 12 })
})
