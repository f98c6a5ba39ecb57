import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { faultsOfFields, referencedTypes } from './rules.ts'

function pointers(...fields: Field[]): (string | undefined)[] {
  return faultsOfFields(fields).map(({ pointer }) => pointer)
}

test('fields of every kind are taken', () => {
  expect(
    pointers(
      { id: 'title', type: 'text', unique: true, filterable: true, validation: { pattern: '^\\p{Lu}' } },
      { id: 'price', type: 'number', validation: { minimum: 0, allowed: [1, 2] } },
      { id: 'size', type: 'select', filterable: true, validation: { allowed: ['s', 'm'] } },
      { id: 'tags', type: 'list', items: 'text', filterable: true, validation: { max_items: 3, max_length: 10 } },
      { id: 'authors', type: 'list', items: 'reference', types: ['people'] },
      { id: 'address', type: 'object', fields: [{ id: 'street', type: 'text', required: true }] },
      { id: 'body', type: 'blocks', blocks: [{ name: 'hero', fields: [{ id: 'title', type: 'text' }] }] },
      { id: 'extra', type: 'json', localized: true },
    ),
  ).toEqual([])
})

test('two fields cannot have one id, inside an object neither', () => {
  expect(pointers({ id: 'a', type: 'text' }, { id: 'a', type: 'number' })).toEqual(['/fields/1/id'])
  const twins: Field[] = [
    { id: 'x', type: 'text' },
    { id: 'x', type: 'text' },
  ]
  expect(pointers({ id: 'a', type: 'object', fields: twins })).toEqual(['/fields/0/fields/1/id'])
})

test('a limit has to fit the kind of field', () => {
  expect(pointers({ id: 'a', type: 'number', validation: { max_length: 3, pattern: 'x' } })).toEqual([
    '/fields/0/validation/max_length',
    '/fields/0/validation/pattern',
  ])
})

test('ranges need their ends in order', () => {
  expect(pointers({ id: 'a', type: 'number', validation: { minimum: 3, maximum: 2 } })).toEqual([
    '/fields/0/validation/minimum',
  ])
})

test('patterns that need backtracking are refused', () => {
  for (const pattern of ['(a)\\1', '(?=a)', '(?<!a)b', '(']) {
    expect(pointers({ id: 'a', type: 'text', validation: { pattern } })).toEqual(['/fields/0/validation/pattern'])
  }
})

test('allowed values have the kind of the field', () => {
  expect(pointers({ id: 'a', type: 'select', validation: { allowed: ['s', 1] } })).toEqual([
    '/fields/0/validation/allowed',
  ])
  expect(pointers({ id: 'a', type: 'select' })).toEqual(['/fields/0/validation/allowed'])
  expect(pointers({ id: 'a', type: 'list', items: 'number', validation: { allowed: [1, 2] } })).toEqual([])
})

test('only what can be compared is unique, only what can be indexed filterable', () => {
  expect(pointers({ id: 'a', type: 'json', unique: true, filterable: true })).toEqual([
    '/fields/0/unique',
    '/fields/0/filterable',
  ])
  expect(pointers({ id: 'a', type: 'list', items: 'text', unique: true })).toEqual(['/fields/0/unique'])
})

test('parts belong to their kind of field, which needs them', () => {
  expect(pointers({ id: 'a', type: 'list' }, { id: 'b', type: 'object' }, { id: 'c', type: 'blocks' })).toEqual([
    '/fields/0/items',
    '/fields/1/fields',
    '/fields/2/blocks',
  ])
  expect(pointers({ id: 'a', type: 'text', items: 'text', fields: [], blocks: [], types: ['x'] })).toEqual([
    '/fields/0/items',
    '/fields/0/fields',
    '/fields/0/blocks',
    '/fields/0/types',
  ])
})

test('fields inside others have not what only a whole field can be', () => {
  const inside: Field[] = [
    { id: 'x', type: 'text', localized: true, filterable: true },
    { id: 'y', type: 'object', fields: [{ id: 'z', type: 'number', unique: true }] },
  ]
  expect(pointers({ id: 'a', type: 'object', fields: inside })).toEqual([
    '/fields/0/fields/0/localized',
    '/fields/0/fields/0/filterable',
    '/fields/0/fields/1/fields/0/unique',
  ])
})

test('mistakes are found in blocks of objects of blocks', () => {
  const deep: Field = {
    id: 'a',
    type: 'blocks',
    blocks: [
      {
        name: 'row',
        fields: [
          {
            id: 'cell',
            type: 'object',
            fields: [{ id: 'parts', type: 'blocks', blocks: [{ name: 'x', fields: [{ id: 'y', type: 'select' }] }] }],
          },
        ],
      },
    ],
  }
  expect(pointers(deep)).toEqual(['/fields/0/blocks/0/fields/0/fields/0/blocks/0/fields/0/validation/allowed'])
})

test('a list of objects needs fields and has no index', () => {
  expect(pointers({ id: 'a', type: 'list', items: 'object' })).toEqual(['/fields/0/fields'])
  const fields: Field[] = [{ id: 'x', type: 'text' }]
  expect(pointers({ id: 'a', type: 'list', items: 'object', fields, filterable: true })).toEqual([
    '/fields/0/filterable',
  ])
  expect(pointers({ id: 'a', type: 'list', items: 'boolean', filterable: true })).toEqual([])
})

test('a select takes its choices from one place', () => {
  const choices = { datasource: 'sizes' }
  expect(pointers({ id: 'a', type: 'select', choices }, { id: 'b', type: 'list', items: 'select', choices })).toEqual(
    [],
  )
  expect(pointers({ id: 'a', type: 'text', choices })).toEqual(['/fields/0/choices'])
  expect(pointers({ id: 'a', type: 'select', choices, validation: { allowed: ['s'] } })).toEqual([
    '/fields/0/validation/allowed',
  ])
})

test('a default is what the field could hold, of a field that need not be unique', () => {
  expect(pointers({ id: 'a', type: 'number', default: 3, validation: { maximum: 5 } })).toEqual([])
  expect(pointers({ id: 'a', type: 'number', default: 7, validation: { maximum: 5 } })).toEqual(['/fields/0/default'])
  expect(pointers({ id: 'a', type: 'list', items: 'number', default: [1, 'x'] })).toEqual(['/fields/0/default/1'])
  expect(pointers({ id: 'a', type: 'text', unique: true, default: 'x' })).toEqual(['/fields/0/default'])
})

test('a block keeps the key that says its name', () => {
  const blocks = [{ name: 'hero', fields: [{ id: 'block', type: 'text' } as const] }]
  expect(pointers({ id: 'a', type: 'blocks', blocks })).toEqual(['/fields/0/blocks/0/fields/0/id'])
})

test('types that references name are found at every depth', () => {
  expect(
    referencedTypes([
      { id: 'a', type: 'reference', types: ['people'] },
      { id: 'b', type: 'object', fields: [{ id: 'c', type: 'reference', types: ['pages', 'people'] }] },
    ]),
  ).toEqual(['people', 'pages'])
})
