import { expect, test } from 'vitest'
import type { Field } from '../../api/answers.ts'
import { asType, changed, fieldsOf, idOf, rowsOf, withItems } from './field-row.ts'

const kinds = [
  { type: 'text', limits: ['max_length'], unique: true, filterable: true, listable: true },
  { type: 'json', limits: [], unique: false, filterable: false, listable: false },
] as const

const title: Field = { id: 'title', type: 'text', required: true, unique: true, filterable: true }

test.each([
  ['Title', 'title'],
  ['Preis (€)', 'preis'],
  ['Straße & Ort', 'strasse_ort'],
  ['2nd line', 'nd_line'],
  ['…', ''],
])('the name %s suggests the id “%s”', (name, id) => {
  expect(idOf(name)).toBe(id)
})

test('a field that was given another id says which one it had', () => {
  const [row] = rowsOf([title])
  const renamed = { ...row, key: 'x', was: 'title', field: { ...title, id: 'headline' } }
  expect(fieldsOf([renamed])).toEqual([{ ...title, id: 'headline', was: 'title' }])
  expect(fieldsOf(rowsOf([title]))).toEqual([title])
})

test('another kind keeps what it can have and loses the rest', () => {
  const limited: Field = { ...title, name: 'Title', validation: { max_length: 3 } }
  expect(
    asType(
      limited,
      'json',
      [...kinds].map((kind) => ({ ...kind, limits: [...kind.limits] })),
    ),
  ).toEqual({
    id: 'title',
    type: 'json',
    name: 'Title',
    required: true,
  })
})

test('a list of other items has no limits of the items before', () => {
  const list: Field = { id: 'x', type: 'list', items: 'text', validation: { max_length: 3, max_items: 2 } }
  expect(withItems(list, 'select')).toEqual({ id: 'x', type: 'list', items: 'select', validation: { allowed: [] } })
})

test('what is no longer said is left out', () => {
  expect(changed(title, { required: false, unique: undefined })).toEqual({
    id: 'title',
    type: 'text',
    filterable: true,
  })
})
