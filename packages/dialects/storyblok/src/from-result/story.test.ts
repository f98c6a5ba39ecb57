import type { Field } from '@latchkey/contract/content-types/schemas'
import { expect, test } from 'vitest'
import { assetShower } from './content.ts'
import { linkedIds, relatedIds } from './references.ts'
import type { Asset, Item } from './shapes.ts'
import { storyOf } from './story.ts'

const author = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11'
const picture = '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a22'
const fields: Field[] = [
  { id: 'rank', type: 'number' },
  { id: 'title', type: 'text' },
  { id: 'author', type: 'reference' },
  { id: 'gallery', type: 'list', items: 'asset' },
  { id: 'seo', type: 'object', fields: [{ id: 'image', type: 'asset' }] },
  {
    id: 'body',
    type: 'blocks',
    blocks: [
      {
        name: 'row',
        fields: [{ id: 'parts', type: 'blocks', blocks: [{ name: 'by', fields: [{ id: 'who', type: 'reference' }] }] }],
      },
    ],
  },
  { id: 'extra', type: 'json' },
]
const item: Item = {
  id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a33',
  serial: 107_350,
  type: 'post',
  slug: 'posts/my-third-post',
  locale: 'en',
  published_at: '2026-11-23T09:30:00.000Z',
  updated_at: '2026-11-23T09:31:00.000Z',
  created_at: '2026-11-22T09:30:00.000Z',
  first_published_at: '2026-11-23T09:30:00.000Z',
  version: 3,
  tags: ['red'],
  fields: {
    title: 'My third post',
    author,
    gallery: [picture, author],
    seo: { image: picture },
    body: [{ block: 'row', parts: [{ block: 'by', who: author }] }],
    extra: { block: 'no block', link: [{ linktype: 'story', id: author }] },
    undeclared: 'not shown',
  },
}
const asset: Asset = {
  id: picture,
  serial: 7,
  file_name: 'red shirt.jpg',
  category: null,
  private: false,
  media_type: 'image/jpeg',
  bytes: 1,
  width: 1,
  height: 1,
  metadata: { alt: 'A shirt' },
  url: '/x',
  version: 1,
  published_at: null,
}
const shapes = new Map([['post', fields]])
const view = {
  shapes,
  showAsset: assetShower([asset], (id, name) => `/f/${id}/${name}`),
  language: 'default',
  release: null,
  withoutFields: [],
  without: [],
}

test('a story has what the vendor says that every story has', () => {
  const { content, ...story } = storyOf(item, view)
  expect(story).toEqual({
    name: 'My third post',
    created_at: '2026-11-22T09:30:00.000Z',
    published_at: '2026-11-23T09:30:00.000Z',
    updated_at: '2026-11-23T09:31:00.000Z',
    id: 107_350,
    uuid: item.id,
    slug: 'my-third-post',
    full_slug: 'posts/my-third-post',
    sort_by_date: null,
    position: 0,
    tag_list: ['red'],
    is_startpage: false,
    parent_id: 0,
    meta_data: null,
    group_id: item.id,
    first_published_at: '2026-11-23T09:30:00.000Z',
    release_id: null,
    lang: 'default',
    path: null,
    alternates: [],
    default_full_slug: null,
    translated_slugs: null,
  })
  const file = expect.objectContaining({
    id: 7,
    fieldtype: 'asset',
    alt: 'A shirt',
    filename: `/f/${picture}/red shirt.jpg`,
  })
  expect(content).toEqual({
    _uid: item.id,
    component: 'post',
    title: 'My third post',
    author,
    gallery: [file, expect.objectContaining({ id: null, is_private: null, filename: `/f/${author}/file` })],
    seo: { image: file },
    body: [
      {
        _uid: `${item.id}-body-0`,
        component: 'row',
        parts: [{ _uid: `${item.id}-body-0-parts-0`, component: 'by', who: author }],
      },
    ],
    extra: { block: 'no block', link: [{ linktype: 'story', id: author }] },
  })
})

test('what a request does not want is left out', () => {
  const story = storyOf(item, { ...view, withoutFields: ['title', 'body'], without: ['alternates', 'name'] })
  expect(Object.keys(story)).not.toContain('alternates')
  expect(Object.keys(story['content'] as object)).toEqual(['_uid', 'component', 'author', 'gallery', 'seo', 'extra'])
})

test('relations are found by the type or the block that they stand in, and links wherever they stand', () => {
  expect(relatedIds([item], shapes, new Set(['post.author']))).toEqual([author])
  expect(relatedIds([item], shapes, new Set(['by.who']))).toEqual([author])
  expect(relatedIds([item], shapes, new Set(['post.who', 'post.gallery']))).toEqual([])
  expect(linkedIds([item])).toEqual([author])
})
