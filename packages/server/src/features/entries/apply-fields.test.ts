import type { Field } from '@latchkey/contract/content-types/schemas'
import { describe, expect, test } from 'vitest'
import { contentTypeOf } from '../content/content-type.ts'
import type { Body } from '../content/field-values.ts'
import { applyFields } from './apply-fields.ts'
import type { FieldInput } from './rules.ts'

const fields: Field[] = [
  { id: 'title', type: 'text', localized: true, required: true },
  { id: 'teaser', type: 'text', localized: true, validation: { max_length: 5 } },
  { id: 'price', type: 'number', validation: { minimum: 0 } },
]
const type = contentTypeOf('space/main', {
  id: 'type',
  serial: 1,
  slug: 'pages',
  name: 'Pages',
  version: 1,
  singleton: 0,
  fields: JSON.stringify(fields),
})
const locales = { default: 'en', all: ['en', 'de'] }
const stored = new Map<string, Body>([
  ['', { price: 1 }],
  ['en', { title: 'Home' }],
])

function apply(input: Partial<FieldInput>, before: ReadonlyMap<string, Body> = stored) {
  return applyFields(type, before, { fields: {}, locale: 'en', replaces: false, ...input }, locales)
}

test('a value that is equal to the stored one changes no body', () => {
  expect(apply({ fields: { price: 1, title: 'Home' } }).changed).toEqual([])
})

test('only the bodies that differ are changed', () => {
  const { bodies, changed } = apply({ fields: { price: 1, title: 'Start' }, locale: 'de' })
  expect([changed, bodies.get('de')]).toEqual([['de'], { title: 'Start' }])
})

test('bodies are written in the order of the type, whatever the order of the request', () => {
  const { bodies } = apply({ fields: { teaser: 'B', title: 'A' } })
  expect(Object.keys(bodies.get('en') ?? {})).toEqual(['title', 'teaser'])
})

describe('replacing', () => {
  test('empties what is not sent, in the locale and in what all share', () => {
    const { bodies, changed } = apply({ fields: { title: 'New' }, replaces: true })
    expect([changed, bodies.get(''), bodies.get('en')]).toEqual([['', 'en'], {}, { title: 'New' }])
  })

  test('leaves other locales alone, unless all are asked for', () => {
    const both = new Map<string, Body>([...stored, ['de', { title: 'Start' }]])
    const sent = { fields: { title: 'New' }, replaces: true }
    expect(apply(sent, both).bodies.get('de')).toEqual({ title: 'Start' })
    expect(apply({ ...sent, fields: { title: { en: 'New' } }, locale: '*' }, both).bodies.get('de')).toEqual({})
  })
})

describe('mistakes', () => {
  const pointers = (...input: Parameters<typeof apply>) => apply(...input).issues.map(({ pointer }) => pointer)

  test('are all named', () => {
    expect(pointers({ fields: { title: null, teaser: 'too long', price: -1, other: 1 } })).toEqual([
      '/fields/teaser',
      '/fields/price',
      '/fields/other',
      '/fields/title',
    ])
  })

  test('of a value from before a limit was set are found with the body that it stands in', () => {
    const old = new Map<string, Body>([...stored, ['', { price: -5 }]])
    expect(pointers({ fields: { price: 2 } }, old)).toEqual([])
    expect(pointers({ fields: { title: 'X' } }, old)).toEqual([])
    const long = new Map<string, Body>([...stored, ['en', { title: 'Home', teaser: 'too long' }]])
    expect(pointers({ fields: { title: 'X' } }, long)).toEqual(['/fields/teaser'])
  })

  test('of a required field are told once', () => {
    expect(pointers({ fields: { title: 3 } }, new Map())).toEqual(['/fields/title'])
    expect(pointers({ fields: { title: '' } }, new Map())).toEqual(['/fields/title'])
  })

  test('point into the locale when all are sent at once', () => {
    expect(pointers({ fields: { title: { en: 'A', de: 4 } }, locale: '*' })).toEqual(['/fields/title/de'])
    expect(pointers({ fields: { title: { de: 'A' } }, locale: '*' }, new Map())).toEqual(['/fields/title/en'])
    expect(pointers({ fields: { title: 'A' }, locale: '*' })).toEqual(['/fields/title'])
  })
})
