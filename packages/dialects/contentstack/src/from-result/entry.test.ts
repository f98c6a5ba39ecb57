import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { uidOf } from '../uids.ts'
import { entryOf, type EntryView } from './entry.ts'
import { fileIdsIn, referencesIn } from './references.ts'
import { type Item, shapesOf } from './shapes.ts'

const post = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a33'
const ann = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const eve = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a12'
const picture = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a22'
const fields: Field[] = [
  { id: 'headline', type: 'text' },
  { id: 'author', type: 'reference', types: ['author'] },
  { id: 'related', type: 'list', items: 'reference' },
  { id: 'gallery', type: 'list', items: 'asset' },
  {
    id: 'seo',
    type: 'object',
    fields: [
      { id: 'image', type: 'asset' },
      { id: 'words', type: 'text' },
    ],
  },
  { id: 'links', type: 'list', items: 'object', fields: [{ id: 'href', type: 'text' }] },
  {
    id: 'body',
    type: 'blocks',
    blocks: [{ name: 'quote', fields: [{ id: 'by', type: 'reference', types: ['author'] }] }],
  },
  { id: 'rich', type: 'rich-text' },
]
const shapes = shapesOf([
  { slug: 'post', fields },
  {
    slug: 'author',
    fields: [
      { id: 'title', type: 'text' },
      { id: 'friend', type: 'reference', types: ['author'] },
    ],
  },
])
const item = (id: string, type: string, slug: string, values: object): Item => ({
  id,
  serial: 1,
  type,
  slug,
  locale: 'en',
  published_at: '2026-11-23T09:30:00.000Z',
  updated_at: '2026-11-23T09:31:00.000Z',
  created_at: '2026-11-22T09:30:00.000Z',
  first_published_at: null,
  version: 3,
  fields: { ...values },
})
const rich = { type: 'doc', children: [{ type: 'p', children: [{ text: 'Hi' }] }] }
const entry = item(post, 'post', 'first', {
  headline: 'First',
  author: ann,
  related: [ann, eve],
  gallery: [picture, eve],
  seo: { image: picture, words: 'w' },
  links: [{ href: '/a' }],
  body: [{ block: 'quote', by: ann }],
  rich,
  undeclared: 1,
})
const view: EntryView = {
  shapes,
  includes: new Set(),
  items: new Map([[ann, item(ann, 'author', 'ann', { title: 'Ann', friend: eve })]]),
  files: new Map([[picture, { uid: uidOf(picture) }]]),
  only: new Map(),
  except: new Map(),
  publishDetails: ({ locale, published_at: time }) => ({ environment: 'production', locale, time }),
  branch: undefined,
}

test('an entry has what the vendor says that every entry has, and its fields beside that', () => {
  expect(entryOf(entry, view)).toEqual({
    uid: uidOf(post),
    title: 'First',
    headline: 'First',
    author: [{ uid: uidOf(ann), _content_type_uid: 'author' }],
    // Of what may not be read, and may be of any type, there is the name alone.
    related: [{ uid: uidOf(ann), _content_type_uid: 'author' }, { uid: uidOf(eve) }],
    gallery: [{ uid: uidOf(picture) }, null],
    seo: { image: { uid: uidOf(picture) }, words: 'w' },
    links: [{ href: '/a', _metadata: { uid: expect.any(String) } }],
    body: [
      { quote: { by: [{ uid: uidOf(ann), _content_type_uid: 'author' }], _metadata: { uid: expect.any(String) } } },
    ],
    rich,
    locale: 'en',
    tags: [],
    ACL: {},
    _version: 3,
    _in_progress: false,
    created_at: '2026-11-22T09:30:00.000Z',
    updated_at: '2026-11-23T09:31:00.000Z',
    publish_details: { environment: 'production', locale: 'en', time: '2026-11-23T09:30:00.000Z' },
  })
})

test('of a type whose shape may not be read values are shown as they are', () => {
  const shown = entryOf(entry, { ...view, shapes: new Map() })
  expect(shown).toMatchObject({ uid: uidOf(post), title: 'first', headline: 'First', author: ann, rich })
})

test('references are included where a path names them', () => {
  const shown = entryOf(entry, { ...view, includes: new Set(['author', 'author.friend', 'body.quote.by']) })
  expect(shown).toMatchObject({
    author: [{ uid: uidOf(ann), title: 'Ann', _content_type_uid: 'author', friend: [{ uid: uidOf(eve) }] }],
    body: [{ quote: { by: [{ title: 'Ann' }] } }],
  })
  expect(shown['related']).not.toMatchObject([{ title: 'Ann' }, {}])
})

test('keys are chosen, of the entry and of what it includes', () => {
  const only = new Map([
    ['BASE', ['author', 'seo.words']],
    ['author', ['title']],
  ])
  expect(entryOf(entry, { ...view, includes: new Set(['author']), only })).toEqual({
    uid: uidOf(post),
    author: [{ uid: uidOf(ann), _content_type_uid: 'author', title: 'Ann' }],
    seo: { words: 'w' },
  })
  const except = new Map([['BASE', ['author', 'uid', 'ACL']]])
  const rest = Object.keys(entryOf(entry, { ...view, except }))
  expect(rest).not.toContain('author')
  expect(rest).not.toContain('ACL')
  expect(rest).toContain('uid')
})

test('references and files are found wherever they stand', () => {
  const paths = referencesIn([{ item: entry, path: '' }], shapes).map(({ path, typed }) => [path, typed])
  expect(paths).toEqual([
    ['author', true],
    ['related', false],
    ['related', false],
    ['body.quote.by', true],
  ])
  expect(referencesIn([{ item: view.items.get(ann)!, path: 'author' }], shapes)).toEqual([
    { id: eve, path: 'author.friend', typed: true },
  ])
  expect(fileIdsIn([entry], shapes)).toEqual([picture, eve])
})
