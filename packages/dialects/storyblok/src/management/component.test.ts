import { expect, test } from 'vitest'
import { componentOf, type Type, typeOf } from './component.ts'

const at = '2026-11-23T09:00:00.000Z'
const type = (slug: string, fields: Type['fields']): Type => ({
  id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11',
  serial: 7,
  slug,
  name: slug,
  singleton: false,
  group: null,
  preset: null,
  tags: [],
  fields,
  version: 1,
  created_at: at,
  updated_at: at,
})
const teaser = type('teaser', [{ id: 'headline', type: 'text', filterable: true, localized: true }])

test('the fields of a component are those of a type, in the order that it says', () => {
  const { name, fields } = typeOf(
    {
      name: 'page',
      display_name: 'Page',
      schema: {
        body: { type: 'bloks', pos: 2, component_whitelist: ['teaser'] },
        title: { type: 'text', pos: 0, required: true, translatable: true, max_length: 50 },
        tab: { type: 'tab', pos: 1 },
        author: { type: 'option', pos: 3, source: 'internal_stories', filter_content_type: ['author'] },
        colour: { type: 'options', pos: 4, options: [{ name: 'Red', value: 'red' }] },
        label: { type: 'option', pos: 5, source: 'internal', datasource_slug: 'labels' },
        text: { type: 'richtext', pos: 6 },
        open: { type: 'bloks', pos: 7 },
      },
    },
    [teaser],
  )
  expect(name).toBe('Page')
  expect(fields).toEqual([
    { id: 'title', type: 'text', required: true, localized: true, validation: { max_length: 50 } },
    { id: 'body', type: 'blocks', blocks: [{ name: 'teaser', fields: [{ id: 'headline', type: 'text' }] }] },
    { id: 'author', type: 'reference', types: ['author'] },
    { id: 'colour', type: 'list', items: 'select', validation: { allowed: ['red'] } },
    { id: 'label', type: 'select', choices: { datasource: 'labels' } },
    { id: 'text', type: 'json' },
    { id: 'open', type: 'json' },
  ])
  const shown = componentOf(type('page', fields), { presets: new Map(), tags: [] })
  expect(shown).toMatchObject({
    id: 7,
    name: 'page',
    schema: { body: { type: 'bloks', component_whitelist: ['teaser'] } },
  })
  // What is shown can be sent back.
  const again = typeOf({ schema: { ...Object(shown).schema } }, [teaser])
  expect(again.fields).toEqual(fields)
})

test('what there is not is refused by its field', () => {
  for (const schema of [
    { a: { type: 'hologram' } },
    { a: { type: 'bloks', component_whitelist: ['nothing'] } },
    { a: { type: 'option' } },
    'text',
  ])
    expect(() => typeOf({ schema }, [teaser])).toThrow('invalid-body')
})
