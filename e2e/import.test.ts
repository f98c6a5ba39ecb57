import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Client } from './support/client.ts'
import { serveContentstackApi } from './support/contentstack-api.ts'
import { type Installation, startInstallation } from './support/installation.ts'
import { type Home, newHome, stop } from './support/latchkey.ts'
import { runIn } from './support/shop.ts'
import { serveStoryblokApi } from './support/storyblok-api.ts'

// `latchkey import`: spaces of other platforms, from exports as their tools write them.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const storyblok = join(import.meta.dirname, 'fixtures/storyblok')
const contentstack = join(import.meta.dirname, 'fixtures/contentstack')

describeEachDatabase('an import from another platform', (databases) => {
  let installation: Installation
  let owner: Client
  let home: Home

  beforeAll(async () => {
    installation = await startInstallation(databases)
    owner = installation.owner[0]
    home = newHome()
    Object.assign(home.variables, { LATCHKEY_URL: installation.nodes[0]!.url, LATCHKEY_TOKEN: owner.token })
    for (const slug of ['site', 'stack', 'live-site', 'live-stack', 'killed'])
      await owner.expect(201, 'POST', '/api/v1/spaces', { body: { slug, name: slug } })
    for (const space of ['stack', 'live-stack'])
      await owner.expect(201, 'POST', `/api/v1/spaces/${space}/environments`, { body: { slug: 'staging' } })
  })

  afterAll(async () => {
    await installation.stop()
    home.remove()
  })

  const get = (path: string) => owner.expect(200, 'GET', `/api/v1/spaces/${path}`)
  const entriesOf = async (space: string) =>
    new Map<string, any>(
      (await get(`${space}/entries?locale=*&limit=1000`)).items.map((each: any) => [each.slug, each]),
    )
  const filesOf = async (space: string) =>
    (await get(`${space}/assets?limit=1000`)).items.map((each: any) => each.file_name).toSorted()

  test('that is dry reads everything, reports, and writes nothing', async () => {
    const { code, out } = await runIn(home, ['import', 'storyblok', storyblok, '--space', 'site', '--dry-run'])
    expect(code).toBe(0)
    expect(out).toContain('2 content types, 1 datasource, 1 locale, 3 files, 4 entries read; nothing was written.')
    expect(out).toContain(
      'not carried · entry · related: it refers to a story that the export does not hold (post/blog/first)',
    )
    expect((await entriesOf('site')).size).toBe(0)
  })

  test('brings stories with their links, locales, tags, files and state', async () => {
    const report = join(home.folder, 'report.json')
    const { code, err } = await runIn(home, ['import', 'storyblok', storyblok, '--space', 'site', '--report', report])
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('could not be carried') })
    const entries = await entriesOf('site')
    const [anna, first, second] = ['authors/anna', 'blog/first', 'blog/second'].map((slug) => entries.get(slug))
    expect(first).toMatchObject({ type: 'post', status: 'published', changed: false, tags: ['spring', 'a  b'] })
    expect(first.fields).toMatchObject({
      title: { en: 'First', de: 'Erster' },
      author: anna.id,
      related: [second.id],
      cta: { id: second.id, linktype: 'story' },
      text: { content: [{ content: [{ marks: [{ attrs: { uuid: second.id } }] }] }] },
      body: {
        en: [{ line: 'So it is', by: anna.id }, { columns: [{ component: 'quote', by: second.id }] }],
        de: [{ line: 'So ist es' }, {}],
      },
    })
    expect(second).toMatchObject({ status: 'draft', fields: { author: anna.id, related: [first.id] } })
    expect(await filesOf('site')).toEqual(['anna.png', 'menu-503.txt', 'menu.txt'])
    const asset = await get(`site/assets/${anna.fields.portrait}`)
    expect(asset).toMatchObject({ file_name: 'anna.png', category: 'Brand / People', status: 'published' })
    const losses: any[] = JSON.parse(readFileSync(report, 'utf8')).losses
    expect(losses).toContainEqual(expect.objectContaining({ what: 'content type', field: 'title', outcome: 'changed' }))
  })

  test('gives types their rules at the end, though content breaks them', async () => {
    const { fields } = await get('site/content-types/post')
    expect(fields.find(({ id }: any) => id === 'title')).toMatchObject({
      required: true,
      validation: { max_length: 120 },
    })
    expect(fields.find(({ id }: any) => id === 'author')).toMatchObject({ types: ['author'] })
  })

  test('that is repeated doubles nothing', async () => {
    const before = { entries: (await entriesOf('site')).size, files: await filesOf('site') }
    await runIn(home, ['import', 'storyblok', storyblok, '--space', 'site'])
    expect({ entries: (await entriesOf('site')).size, files: await filesOf('site') }).toEqual(before)
  })

  test('brings a stack, live by environment and locale', async () => {
    const { code, err } = await runIn(home, ['import', 'contentstack', contentstack, '--space', 'stack'])
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('could not be carried') })
    const entries = await entriesOf('stack')
    const [home_, about, bo] = ['home', 'about/us', 'bo'].map((slug) => entries.get(slug))
    expect(home_).toMatchObject({ environments: ['production', 'staging'], fields: { title: { 'de-de': 'Start' } } })
    expect(home_.fields).toMatchObject({
      author: { en: bo.id },
      more: { en: [about.id] },
      body: { en: { children: [{ attrs: { 'entry-uid': bo.id } }] } },
      sections: { en: [{ block: 'banner', line: 'Big' }] },
    })
    expect(about).toMatchObject({ status: 'draft', fields: { more: { en: [home_.id] } } })
    const asset = await get(`stack/assets/${home_.fields.hero.en}`)
    expect(asset).toMatchObject({ category: 'Pictures', tags: ['front'], environments: ['production'] })
    const published = (locale: string) =>
      owner.expect(200, 'GET', `/delivery/v1/spaces/stack/content/page/home?environment=production&locale=${locale}`)
    expect((await published('de-de')).fields.title).toBe('Start')
  })

  /** All of a space that an import brings, with the slugs of entries and the names of files in place of ids. */
  async function broughtTo(space: string): Promise<unknown> {
    const entries = [...(await entriesOf(space)).values()]
    const files: any[] = (await get(`${space}/assets?limit=1000`)).items
    const names = new Map<string, string>([
      ...entries.map(({ id, slug }) => [id, slug] as const),
      ...files.map((each) => [each.id, each.file_name] as const),
    ])
    const named = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? (names.get(each) ?? each) : each)),
      )
    return named({
      types: (await get(`${space}/content-types`)).items.map(({ slug, fields }: any) => ({ slug, fields })),
      datasources: (await get(`${space}/datasources`)).items.map(({ slug, dimensions }: any) => ({ slug, dimensions })),
      entries: entries
        .map(({ type, slug, status, environments, tags, fields }) => ({
          type,
          slug,
          status,
          environments,
          tags,
          fields,
        }))
        .toSorted((one, other) => one.slug.localeCompare(other.slug)),
      files: files
        .map(({ file_name, category, tags, status, private: isPrivate, metadata, bytes }) => ({
          file_name,
          category,
          tags,
          status,
          isPrivate,
          metadata,
          bytes,
        }))
        .toSorted((one, other) => one.file_name.localeCompare(other.file_name)),
    })
  }
  const withToken = (token: string) => ({ ...home, variables: { ...home.variables, LATCHKEY_FROM_TOKEN: token } })

  test('reads a running Storyblok page by page, waits where it is busy, and brings what its export holds', async () => {
    const api = await serveStoryblokApi(storyblok, 'a personal token')
    try {
      const words = ['import', 'storyblok', '--from', api.url, '--from-space', '12345', '--space', 'live-site']
      const refused = await runIn(withToken('another token'), words)
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('answers 401') })
      const { out } = await runIn(withToken('a personal token'), [...words, '--json'])
      expect(JSON.parse(out)).toMatchObject({ content_types: 2, datasources: 1, locales: 1, files: 3, entries: 4 })
      expect(await broughtTo('live-site')).toEqual(await broughtTo('site'))
    } finally {
      await api.close()
    }
  })

  test('reads a running Contentstack page by page, waits where it is busy, and brings what its export holds', async () => {
    const api = await serveContentstackApi(join(contentstack, 'main'), { key: 'blt0', token: 'a management token' })
    try {
      const words = ['import', 'contentstack', '--from', api.url, '--stack', 'blt0', '--space', 'live-stack']
      const refused = await runIn(withToken('another token'), words)
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('answers 401') })
      const { out } = await runIn(withToken('a management token'), [...words, '--json'])
      expect(JSON.parse(out)).toMatchObject({ content_types: 2, locales: 1, files: 1, entries: 3 })
      expect(await broughtTo('live-stack')).toEqual(await broughtTo('stack'))
    } finally {
      await api.close()
    }
  })

  test('that is killed goes on where it was: every story once, every file once, every link set', async () => {
    const folder = join(home.folder, 'many')
    writeManyStories(folder)
    const journal = join(home.folder, 'killed.ndjson')
    const words = ['import', 'storyblok', folder, '--space', 'killed', '--journal', journal]
    const steps = () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean).length : 0)
    // While files are sent, while entries are written, while links are set.
    for (const lines of [3, 2 * files + 2, 2 * files + stories + 20]) {
      const child = home.start(words)
      while (steps() < lines && child.exitCode === null) await pause(5)
      await stop(child, 'SIGKILL')
      // One that ended by itself was too fast to be killed.
      expect(child.signalCode).toBe('SIGKILL')
    }
    const { code, err } = await runIn(home, words)
    expect({ code, err }).toEqual({ code: 0, err: 'Going on where an earlier run was stopped.\n' })
    const entries = await entriesOf('killed')
    expect(entries.size).toBe(stories)
    expect(await filesOf('killed')).toEqual(Array.from({ length: files }, (_, file) => `file-${file}.txt`).toSorted())
    for (const [slug, { status, fields }] of entries) {
      expect({ slug, status }).toEqual({ slug, status: 'published' })
      const next = `story-${(Number(slug.slice('story-'.length)) + 1) % stories}`
      expect({ slug, next: fields.next }).toEqual({ slug, next: entries.get(next).id })
    }
  })
})

const stories = 80
const files = 6

/** Stories in a ring, each of which leads to the next, and some files. */
function writeManyStories(folder: string): void {
  mkdirSync(folder)
  const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const component = { name: 'page', schema: { next: { type: 'option', source: 'internal_stories' } }, is_root: true }
  const listed = Array.from({ length: stories }, (_, number) => ({
    uuid: uuid(number),
    name: `Story ${number}`,
    full_slug: `story-${number}`,
    published: true,
    content: { component: 'page', next: uuid((number + 1) % stories) },
  }))
  const assets = Array.from({ length: files }, (_, file) => {
    writeFileSync(join(folder, `file-${file}.txt`), `file ${file}`)
    return { id: file, filename: `https://a.example.com/f/1/x/${file}/file-${file}.txt`, content_type: 'text/plain' }
  })
  writeFileSync(join(folder, 'space.json'), JSON.stringify({ components: [component], stories: listed, assets }))
}
