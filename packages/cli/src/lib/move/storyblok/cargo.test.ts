import { join } from 'node:path'
import { expect, test } from 'vitest'
import { groupLosses } from '../report.ts'
import { storyblokCargo } from './cargo.ts'
import { readStoryblokFolder } from './read-folder.ts'

const folder = join(import.meta.dirname, '../../../../../../e2e/fixtures/storyblok')
const source = await readStoryblokFolder(folder, new AbortController().signal)
const cargo = storyblokCargo(source, 'en')
const typeOf = (slug: string) => cargo.types.find((type) => type.slug === slug)
const fieldOf = (slug: string, id: string) => typeOf(slug)?.fields.find((field) => field.id === id)
const entryOf = (slug: string) => cargo.entries.find((entry) => entry.slug === slug)
const reasonsFor = (name: string, field: string | null) =>
  cargo.losses.filter((loss) => loss.name === name && loss.field === field).map(({ reason }) => reason)

test.each([
  ['title', { type: 'text', localized: true, required: true, validation: { max_length: 120 } }],
  ['intro', { type: 'text', localized: true }],
  ['text', { type: 'rich-text' }],
  ['rank', { type: 'number', filterable: true }],
  ['hero_image', { type: 'asset' }],
  ['gallery', { type: 'list', items: 'asset' }],
  ['author', { type: 'reference', types: ['author'], filterable: true }],
  ['related', { type: 'list', items: 'reference', types: ['post'], filterable: true }],
  ['topic', { type: 'select', validation: { allowed: ['news', 'food'] }, filterable: true }],
  ['colours', { type: 'list', items: 'select', validation: { allowed: ['red', 'blue'] }, filterable: true }],
  ['cta', { type: 'json' }],
  ['map', { type: 'json' }],
])('the field %s of a component is carried by its type', (id, field) =>
  expect(fieldOf('post', id)).toEqual({ id, ...field }),
)

test('a list of blocks is blocks, by language where something inside is; blocks without an end are JSON', () => {
  expect(fieldOf('post', 'body')).toMatchObject({
    type: 'blocks',
    localized: true,
    blocks: [
      {
        name: 'quote',
        fields: [
          { id: 'line', type: 'text' },
          { id: 'by', type: 'reference' },
        ],
      },
      { name: 'grid', fields: [{ id: 'columns', type: 'json' }] },
    ],
  })
})

test('a story keeps its name in a field, under another name where its component has one of it', () => {
  expect(typeOf('author')?.fields.map(({ id }) => id)).toEqual(['story_name', 'name', 'portrait', 'born'])
  expect(entryOf('authors/anna')?.fields).toMatchObject({
    story_name: 'Anna',
    name: 'Anna',
    born: '1990-05-01T10:00:00Z',
  })
})

test('values go to their locales, numbers are numbers, and what is empty is left out', () => {
  const { fields } = entryOf('blog/first')!
  expect(fields).toMatchObject({ title: { en: 'First', de: 'Erster' }, intro: { en: 'Hello' }, rank: 3, topic: 'news' })
  expect(fields).not.toHaveProperty('hero_image')
  expect(fields.body).toMatchObject({ en: [{ block: 'quote', line: 'So it is' }, {}], de: [{ line: 'So ist es' }, {}] })
})

test('what is published and unchanged is to be live; what has changes comes as a draft, and says so', () => {
  expect(entryOf('blog/first')?.publications).toEqual([{ environments: ['production'] }])
  expect(entryOf('blog/second')?.publications).toEqual([])
  expect(reasonsFor('post/blog/second', 'published')).toHaveLength(1)
})

test('files have the path of their folder, their privacy and their words', () => {
  expect(cargo.files).toMatchObject([
    { name: 'anna.png', category: 'Brand / People', private: false, metadata: { alt: 'Anna' } },
    { name: 'menu.txt', category: null, private: true, metadata: { title: 'Menu' } },
    { name: 'menu.txt', private: false },
  ])
})

test('bytes are found by the address of a file, or by its name and number', async () => {
  const texts = await Promise.all(cargo.files.map(async ({ bytes }) => (await bytes()).text()))
  expect(texts.slice(1)).toEqual(['soup\n', 'cake\n'])
  expect(texts[0]).toContain('PNG')
})

test('datasources keep names, values and dimensions', () => {
  expect(cargo.datasources).toEqual([
    {
      slug: 'topics',
      name: 'Topics',
      dimensions: ['de'],
      delivered: true,
      entries: [
        { key: 'News', value: 'news', values: { de: 'Nachrichten' } },
        { key: 'Food', value: 'food', values: {} },
      ],
    },
  ])
})

test.each([
  ['post/blog/first', 'old', 'a value of old, which its component does not have'],
  ['post/blog/first', 'colours', 'it holds a value that is none of its choices'],
  ['post/blog/first', 'related', 'it refers to a story that the export does not hold'],
  ['post/blog', 'rank', 'it holds something that is no number'],
  ['post/blog', 'path', 'the path that it shows itself under in the editor'],
  ['menu.txt', 'focus', 'the focus of an image'],
  ['components/12345/presets.json', null, 'nothing of it is known'],
  ['blog', null, 'a folder of stories: their slugs keep its path'],
])('of %s the loss of %s is told', (name, field, reason) => expect(reasonsFor(name, field)).toContain(reason))

test('the report counts losses of one reason together, what is lost before what is changed', () => {
  const groups = groupLosses(cargo.losses)
  const outcomes = groups.map(({ outcome }) => outcome)
  expect(outcomes).toEqual(outcomes.toSorted().toReversed())
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(cargo.losses.length)
})
