import { expect, test } from 'vitest'
import { contentTypeOf } from '../from-result/content-type.ts'
import { readType } from './content-type.ts'

const locales = ['en', 'de']
const sent = {
  name: 'posts',
  label: 'Posts',
  singleton: false,
  locales,
  default_locale: 'en',
  fields: {
    title: { type: 'text', label: 'Title', required: true, localized: true },
    text: { type: 'markdown', label: 'Text', localized: true },
    price: { type: 'number', label: 'Price', localized: false, default: 1 },
    category: { type: 'select', label: 'Category', localized: false, options: ['a', 'b'] },
    tags: { type: 'select', label: 'Tags', localized: false, options: ['x'], multiple: true },
    hero: { type: 'media', label: 'Hero', localized: false, multiple: true },
    author: { type: 'relation', label: 'Author', localized: false, target: 'authors' },
    extra: { type: 'json', label: 'Extra', localized: false },
  },
}

test('a type is shown as it was sent', () => {
  const { name = '', label = '', singleton = false, fields = [] } = readType(sent, locales)
  const shown = contentTypeOf({ slug: name, name: label, singleton, fields: [...fields] }, locales)
  expect(shown).toEqual({ ...sent, icon: '', visibility: 'private', slug_field: 'slug', slug_source: 'title' })
})

test('every type has a title, and the slug is none of its fields', () => {
  const { fields } = readType(
    { name: 'notes', fields: { slug: { type: 'slug' }, text: { type: 'textarea' } } },
    locales,
  )
  expect(fields).toMatchObject([
    { id: 'title', type: 'text', required: true },
    { id: 'text', type: 'text', filterable: true },
  ])
})

test('what would be lost is refused', () => {
  for (const body of [
    { name: 'a', nonsense: 1 },
    { name: 'a', fields: { x: { type: 'hologram' } } },
    { name: 'a', locales: ['fr'] },
    { name: 'a', default_locale: 'de' },
    { name: 'a', singleton: 'yes' },
    { name: 'a', fields: [] },
    null,
  ])
    expect(() => readType(body, locales)).toThrow('invalid-body')
})
