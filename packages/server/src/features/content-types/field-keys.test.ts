import type { Field } from '@latchkey/contract/content-types/schemas'
import { describe, expect, test } from 'vitest'
import type { StoredField } from '../content/content-type.ts'
import { differencesOf, nextFields } from './field-keys.ts'

const title: StoredField = { id: 'title', type: 'text' }
const price: StoredField = { id: 'price', type: 'number' }

const keysOf = (fields: readonly StoredField[]) => fields.map(({ id, key = id }) => `${id}=${key}`)

describe('the key of a field', () => {
  test('is its id at first', () => {
    expect(keysOf(nextFields([], [title, price], []).fields)).toEqual(['title=title', 'price=price'])
  })

  test('stays when the field is called otherwise, also twice', () => {
    const once = nextFields([title], [{ id: 'headline', was: 'title', type: 'text' }], []).fields
    expect(keysOf(once)).toEqual(['headline=title'])
    const twice = nextFields(once, [{ id: 'head', was: 'headline', type: 'text' }], []).fields
    expect(keysOf(twice)).toEqual(['head=title'])
    expect(keysOf(nextFields(twice, [{ id: 'title', was: 'head', type: 'text' }], []).fields)).toEqual(['title=title'])
  })

  test('is exchanged with the names of two fields', () => {
    const sent: Field[] = [
      { id: 'price', was: 'title', type: 'text' },
      { id: 'title', was: 'price', type: 'number' },
    ]
    expect(keysOf(nextFields([title, price], sent, []).fields)).toEqual(['price=title', 'title=price'])
  })

  test('is never one that another field has or had', () => {
    const renamed = nextFields([title], [{ id: 'headline', was: 'title', type: 'text' }, title], [])
    expect(keysOf(renamed.fields)).toEqual(['headline=title', 'title=title__2'])
    const emptied = nextFields(renamed.fields, [], renamed.spent)
    expect(emptied.spent).toEqual(['title', 'title__2'])
    expect(keysOf(nextFields([], [title], emptied.spent).fields)).toEqual(['title=title__3'])
  })
})

test('a field that is gone is paired with nothing', () => {
  expect(nextFields([title, price], [price], []).pairs).toEqual([
    { before: price, after: price, index: 0 },
    { before: title, after: null, index: null },
  ])
})

test('an earlier name says nothing once the field has its new one, nor about a type without fields', () => {
  const sent: Field[] = [{ id: 'headline', was: 'title', type: 'text' }]
  const once = nextFields([title], sent, [])
  expect(nextFields(once.fields, sent, [])).toMatchObject({ fields: once.fields, issues: [] })
  expect(nextFields([], sent, []).issues).toEqual([])
  const beside = nextFields([title], [...sent, title], [])
  expect(nextFields(beside.fields, [...sent, title], [])).toMatchObject({ fields: beside.fields, issues: [] })
})

test('an earlier name that no field has, or that two want, is refused', () => {
  expect(nextFields([price], [{ id: 'a', was: 'title', type: 'text' }], []).issues).toMatchObject([
    { pointer: '/fields/0/was' },
  ])
  const both: Field[] = ['a', 'b'].map((id) => ({ id, was: 'title', type: 'text' }))
  expect(nextFields([title], both, []).issues).toMatchObject([{ pointer: '/fields/1/was' }])
})

test('an index that is being made is kept with the mark, and given up without', () => {
  const marked: Field = { id: 'price', type: 'number', filterable: true }
  const stored: StoredField = { ...marked, indexing: 'b1' }
  expect(nextFields([stored], [marked], []).fields).toEqual([stored])
  expect(nextFields([stored], [price], []).fields).toEqual([price])
})

test('differences are told field by field', () => {
  const sent: Field[] = [
    { id: 'cost', was: 'price', type: 'number' },
    { ...title, required: true },
    { id: 'a', type: 'json' },
  ]
  expect(differencesOf(nextFields([title, price, { id: 'old', type: 'json' }], sent, []).pairs)).toEqual([
    { field: 'cost', change: 'renamed', was: 'price' },
    { field: 'title', change: 'changed' },
    { field: 'a', change: 'added' },
    { field: 'old', change: 'removed' },
  ])
})
