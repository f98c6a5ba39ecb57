import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentstackCargo } from './cargo.ts'
import { readContentstackFolder } from './read-folder.ts'

const folder = join(import.meta.dirname, '../../../../../../e2e/fixtures/contentstack')
const source = await readContentstackFolder(folder, new AbortController().signal)
const cargo = contentstackCargo(source, 'en')
const fieldOf = (id: string) => cargo.types.find(({ slug }) => slug === 'page')?.fields.find((field) => field.id === id)
const entryOf = (slug: string) => cargo.entries.find((entry) => entry.slug === slug)
const reasonsFor = (name: string, field: string | null) =>
  cargo.losses.filter((loss) => loss.name === name && loss.field === field).map(({ reason }) => reason)

test.each([
  ['title', { type: 'text', required: true, unique: true, localized: true, filterable: true }],
  ['url', { type: 'text' }],
  ['teaser', { type: 'markdown', localized: true }],
  ['html', { type: 'text', localized: true }],
  ['body', { type: 'rich-text', localized: true }],
  ['price', { type: 'number', validation: { minimum: 0 }, filterable: true }],
  ['opened', { type: 'date', localized: true, filterable: true }],
  ['hero', { type: 'asset', localized: true }],
  ['author', { type: 'reference', types: ['author'], localized: true, filterable: true }],
  ['more', { type: 'list', items: 'reference', types: ['page', 'author'], localized: true, filterable: true }],
  ['size', { type: 'select', validation: { allowed: ['S', 'M'] }, filterable: true }],
  ['prices', { type: 'list', items: 'object', localized: true }],
  ['sections', { type: 'blocks', localized: true }],
  ['seo', { type: 'object', localized: true }],
  ['cta', { type: 'object', localized: true }],
  ['colour', { type: 'json', localized: true }],
])('the field %s is carried by its data type', (id, field) => {
  const { name: _, fields: __, blocks: ___, ...rest } = fieldOf(id)!
  expect(rest).toEqual({ id, ...field })
})

test('the language of the stack goes to the default locale of the space, and the others are made', () => {
  expect(cargo.locales).toEqual([{ code: 'de-de', name: 'German', fallback: 'en' }])
  expect(entryOf('home')?.fields).toMatchObject({ title: { en: 'Home', 'de-de': 'Start' }, price: 12, size: 'M' })
})

test('what a locale only falls back to is no version of its own', () => {
  expect(entryOf('about/us')?.fields.title).toEqual({ en: 'About us' })
})

test('groups, blocks and global fields keep their values', () => {
  expect(entryOf('home')?.fields).toMatchObject({
    prices: { en: [{ label: 'One', amount: 1 }, { label: 'Two' }] },
    sections: { en: [{ block: 'banner', line: 'Big' }] },
    seo: { en: { meta_title: 'Home', no_index: false } },
    cta: { en: { title: 'Go', href: '/go' } },
    colour: { en: { hex: '#fff' } },
  })
})

test('an entry is to be live by environment and locale, where its newest version is', () => {
  expect(entryOf('home')?.publications).toEqual([
    { environments: ['production'], locales: ['en', 'de-de'] },
    { environments: ['staging'], locales: ['en'] },
  ])
  expect(entryOf('about/us')?.publications).toEqual([])
  expect(reasonsFor('page/about/us', 'publish_details')).toHaveLength(1)
})

test('files have the path of their folder, their tags and where they are live', async () => {
  expect(cargo.files).toMatchObject([
    { key: 'blta1', name: 'hero.txt', category: 'Pictures', tags: ['front'], environments: ['production'] },
  ])
  expect(await (await cargo.files[0]!.bytes()).text()).toBe('hero\n')
})

test.each([
  ['page/home', 'more', 'it refers to an entry that the export does not hold'],
  ['page/about/us', 'size', 'it holds a value that is none of its choices'],
  ['page', 'html', 'rich text that is HTML is carried as text'],
  ['page', 'colour', 'the field extension bltext is carried as JSON'],
  ['webhooks', null, 'a part of the export that a space does not take'],
])('of %s the loss of %s is told', (name, field, reason) => expect(reasonsFor(name, field)).toContain(reason))

test('a locale stands behind the one that it falls back to, and a circle ends', () => {
  const of = (code: string, fallback: string) => ({ code, name: code, fallback, master: false })
  const master = { code: 'en-us', name: 'English', fallback: null, master: true }
  const locales = [master, of('de-at', 'de-de'), of('de-de', 'en-us'), of('fr', 'nl'), of('nl', 'fr')]
  const codes = contentstackCargo({ ...source, locales }, 'en').locales.map(({ code }) => code)
  expect(codes.indexOf('de-de')).toBeLessThan(codes.indexOf('de-at'))
  expect(codes.toSorted()).toEqual(['de-at', 'de-de', 'fr', 'nl'])
})
