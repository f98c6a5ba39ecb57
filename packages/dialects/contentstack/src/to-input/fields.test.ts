import type { Field } from '@latchkey/contract/content-types/schemas'
import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { entryOf, type EntryView } from '../from-result/entry.ts'
import { uidOf } from '../uids.ts'
import { fieldsIn, plainFieldsIn } from './fields.ts'

const ann = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const file = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a22'
const fields: Field[] = [
  { id: 'title', type: 'text' },
  { id: 'price', type: 'number' },
  { id: 'author', type: 'reference', types: ['author'] },
  { id: 'related', type: 'list', items: 'reference', types: ['author'] },
  { id: 'cover', type: 'asset' },
  { id: 'seo', type: 'object', fields: [{ id: 'image', type: 'asset' }] },
  { id: 'links', type: 'list', items: 'object', fields: [{ id: 'to', type: 'reference', types: ['author'] }] },
  {
    id: 'body',
    type: 'blocks',
    blocks: [{ name: 'quote', fields: [{ id: 'by', type: 'reference', types: ['author'] }] }],
  },
  { id: 'rich', type: 'rich-text' },
]
const values = {
  title: 'First',
  price: 0,
  author: ann,
  related: [ann],
  cover: file,
  seo: { image: file },
  links: [{ to: ann }],
  body: [{ block: 'quote', by: ann }],
  rich: { type: 'doc', uid: 'x', children: [] },
}

test('an entry that goes out in the vendor’s words comes back as it was', () => {
  const view: EntryView = {
    shapes: new Map([['post', fields]]),
    includes: new Set(),
    items: new Map(),
    files: new Map([[file, { uid: uidOf(file), filename: 'a.png' }]]),
    only: new Map(),
    except: new Map(),
    publishDetails: () => undefined,
    branch: 'main',
  }
  const at = '2026-11-23T09:30:00.000Z'
  const entry = { id: ann, type: 'post', slug: 'first', locale: 'en', version: 1, fields: values }
  const shown = entryOf({ ...entry, tags: ['red'], created_at: at, updated_at: at, published_at: null }, view)
  expect(fieldsIn(shown, fields)).toEqual(values)
})

test('names of files and of entries are taken, and empty boxes empty a field', () => {
  const sent = { cover: uidOf(file), author: [], related: [uidOf(ann)], price: '', title: '', rich: null }
  expect(fieldsIn(sent, fields)).toEqual({
    cover: file,
    author: null,
    related: [ann],
    price: null,
    title: '',
    rich: null,
  })
})

test('where the type is not known, what is sent goes along', () => {
  expect(plainFieldsIn({ title: 'A', price: 1, _version: 3, uid: 'x' })).toEqual({ title: 'A', price: 1 })
})

test('what the type does not have goes along under its name; the title alone may have no field', () => {
  expect(fieldsIn({ title: 'A', colour: 'red', _version: 3, uid: 'x' }, [])).toEqual({ colour: 'red' })
})

test.each([
  [{ author: [uidOf(ann), uidOf(ann)] }],
  [{ author: 'blt0123456789abcdef' }],
  [{ related: [{}] }],
  [{ body: {} }],
  [{ body: [{ hero: {} }] }],
  [{ body: [{ quote: {}, hero: {} }] }],
])('%j is refused', (entry) => {
  expect(() => fieldsIn(entry, fields)).toThrow(Refusing)
})
