import type { Field } from '@latchkey/contract/content-types/schemas'
import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { schemaOf } from '../from-result/schema.ts'
import { fieldsOf } from './schema.ts'

const fields: Field[] = [
  { id: 'title', name: 'Title', type: 'text', required: true, unique: true, localized: true, filterable: true },
  { id: 'code', type: 'text', filterable: true, validation: { pattern: '^[A-Z]+$' } },
  { id: 'story', type: 'rich-text', localized: true },
  { id: 'notes', type: 'markdown' },
  { id: 'price', type: 'number', filterable: true, validation: { minimum: 0, maximum: 10 }, default: 1 },
  { id: 'sold', type: 'boolean', filterable: true },
  { id: 'since', type: 'date', filterable: true },
  { id: 'size', type: 'select', filterable: true, validation: { allowed: ['s', 'm'] } },
  { id: 'sizes', type: 'list', items: 'select', filterable: true, validation: { allowed: ['s', 'm'], max_items: 2 } },
  { id: 'words', type: 'list', items: 'text', filterable: true },
  { id: 'cover', type: 'asset', filterable: true },
  { id: 'gallery', type: 'list', items: 'asset', filterable: true },
  { id: 'author', type: 'reference', types: ['author'], filterable: true },
  { id: 'anything', type: 'list', items: 'reference', filterable: true },
  { id: 'seo', type: 'object', fields: [{ id: 'image', type: 'asset' }] },
  { id: 'links', type: 'list', items: 'object', fields: [{ id: 'href', type: 'text', required: true }] },
  {
    id: 'body',
    type: 'blocks',
    blocks: [{ name: 'quote', fields: [{ id: 'by', type: 'reference', types: ['author'] }] }],
  },
  { id: 'extra', type: 'json' },
]

test('a type that goes out in the vendor’s words comes back as it was', () => {
  expect(fieldsOf(schemaOf(fields), [], '/schema')).toEqual(fields)
})

test('what the vendor has no word for is kept of the field that stands', () => {
  const before: Field[] = [{ id: 'price', type: 'number', filterable: false }]
  const [price] = fieldsOf([{ uid: 'price', data_type: 'number' }], before, '/schema')
  expect(price).toEqual({ id: 'price', type: 'number', localized: true })
})

test('a link is an object, and a rich text of HTML a text', () => {
  const schema = [
    { uid: 'more', data_type: 'link', display_name: 'More' },
    { uid: 'html', data_type: 'text', field_metadata: { allow_rich_text: true }, non_localizable: true },
  ]
  expect(fieldsOf(schema, [], '/schema')).toEqual([
    {
      id: 'more',
      name: 'More',
      type: 'object',
      localized: true,
      fields: [
        { id: 'title', type: 'text' },
        { id: 'href', type: 'text' },
      ],
    },
    { id: 'html', type: 'text', filterable: true },
  ])
})

test.each([
  [undefined, '/schema'],
  [[{ data_type: 'text' }], '/schema/0'],
  [[{ uid: 'a', data_type: 'taxonomy' }], '/schema/0/data_type'],
  [[{ uid: 'a', data_type: 'global_field' }], '/schema/0/data_type'],
  [[{ uid: 'a', data_type: 'json', multiple: true }], '/schema/0'],
  [[{ uid: 'a', data_type: 'text', enum: { choices: [{ value: 1 }] } }], '/schema/0/enum/choices'],
  [[{ uid: 'a', data_type: 'group', schema: [{ uid: 'b', data_type: 'x' }] }], '/schema/0/schema/0/data_type'],
  [[{ uid: 'a', data_type: 'blocks', blocks: [{ uid: 'b', reference_to: 'seo' }] }], '/schema/0/blocks/0'],
])('%j is refused at its place', (schema, pointer) => {
  const refusal = tryTo(() => fieldsOf(schema, [], '/schema'))
  expect(refusal instanceof Refusing && refusal.refused.errors).toMatchObject([{ pointer }])
})

function tryTo(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
