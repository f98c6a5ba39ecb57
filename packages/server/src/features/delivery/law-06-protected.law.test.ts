import type { Grant, Status } from '@latchkey/policy/grant'
import { referenceDecide } from '@latchkey/policy/testing/reference'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase, type TestDatabases } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import { fixedId, type FixtureEntry, memberName, type Reading } from '../../test-support/content-fixture.ts'
import { giveGrants, giveRole, grants, space } from '../../test-support/listing-scenario.ts'
import { openReadingApp } from '../../test-support/reading-app.ts'
import { answerOf } from '../../test-support/two-worlds.ts'

const slugs = ['a', 'A', 'ab', 'a_b', 'b', 'b1', 'news-1', 'news-2']
const idOf = (slug: string) => fixedId('entry', space.id, 'pages', slug)
const everything: Grant = { effect: 'allow', actions: ['content.read'], resources: ['content'] }
const statusOf = (index: number): Status =>
  (['protected', 'published', 'protected', 'draft'] as const)[index % 4] ?? 'draft'

/** Every second one is protected, and each refers to the one before. */
function pages(creators: readonly string[]): FixtureEntry[] {
  return slugs.map((slug, index) => ({
    type: 'pages',
    slug,
    status: statusOf(index),
    creator: creators[(index >> 1) % creators.length] ?? '',
    values: {
      '': { next: idOf(slugs[index - 1] ?? slug) },
      en: { title: `${statusOf(index)} ${slug}` },
      de: { title: slug },
    },
  }))
}

/** What reads delivered content with rights that vary; each with a seed of its own. */
const readers: Readonly<Record<string, Reading>> = {
  delivery: { kind: 'delivery', environment: 'production', role: [] },
  preview: { kind: 'preview', environment: 'production', role: [] },
  session: { kind: 'session', role: [] },
  api: { kind: 'api', grants: [] },
}

async function openReaders(databases: TestDatabases) {
  const fields = [
    { id: 'next', type: 'reference', types: ['pages'] },
    { id: 'title', type: 'text', localized: true, filterable: true },
  ] as const
  const shape = { slug: 'shop', locales: [{ code: 'en' }, { code: 'de' }], types: [{ slug: 'pages', fields }] }
  const app = await openReadingApp(databases, shape, [])
  const tokens = new Map<string, { readonly token: string; readonly principal: string }>()
  for (const [name, reading] of Object.entries(readers)) {
    const token = await app.reader(reading, name)
    tokens.set(name, {
      token,
      principal: reading.kind === 'session' ? memberName(name) : `token:${token.split('_')[2]}`,
    })
  }
  const made = pages([...[...tokens.values()].map(({ principal }) => principal), 'account:another'])
  await app.insert(made)
  const grantTo = async (list: readonly Grant[]) => {
    for (const [name, { role }] of Object.entries(readers)) {
      if (role !== undefined) await giveRole(app, name, list)
      else await giveGrants(app, tokens.get(name)?.principal.slice('token:'.length) ?? '', list)
    }
  }
  const hidden = made.filter(({ status }) => status === 'protected')
  return { app, tokens, grantTo, hidden }
}

describeEachDatabase('law 6: what is protected', (databases) => {
  test('is delivered to nobody, and shown by previews of drafts to whom the grants allow it', async () => {
    const { app, tokens, grantTo, hidden } = await openReaders(databases)
    const isHidden = ({ slug }: { readonly slug: string }) => hidden.some((entry) => entry.slug === slug)
    let [shown, missing] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        grants,
        fc.constantFrom('en', 'de', '*'),
        fc.constantFrom('published', 'draft'),
        async (list, locale, state) => {
          await grantTo(list)
          for (const [name, { token, principal }] of tokens) {
            const reads = ({ type, slug, status, creator }: FixtureEntry, code: string) =>
              referenceDecide(list, {
                action: 'content.read',
                principal,
                target: {
                  area: 'content',
                  space,
                  type,
                  id: idOf(slug),
                  name: slug,
                  ...(status && { status }),
                  ...(creator !== undefined && { creator }),
                  tags: [],
                },
                locales: [code],
              }).allowed
            const codes = locale === '*' ? ['en', 'de'] : [locale]
            const seen = hidden.filter((entry) => codes.some((code) => reads(entry, code)))
            const expected = (name === 'preview' && state === 'draft' ? seen : []).map(({ slug }) => slug).toSorted()

            const query = `state=${state}&locale=${locale}`
            const page = await app.get(`content/pages?${query}&include=next&limit=1000`, token)
            const { items = [], includes = {} } = page.body
            expect([
              name,
              items
                .filter(isHidden)
                .map((item: FixtureEntry) => item.slug)
                .toSorted(),
            ]).toEqual([name, expected])
            for (const { slug } of Object.values<FixtureEntry>(includes).filter(isHidden))
              expect(expected).toContain(slug)
            // Only what is protected is called that, in English.
            const found = await app.get(`content/pages?${query}&search=protected&count=true`, token)
            if (found.status === 200 && locale !== '*')
              expect(found.body.total).toBe(locale === 'en' ? expected.length : 0)

            const nothing = await answerOf(app, `content/pages/${fixedId('nothing')}?${query}`, token)
            for (const { slug } of hidden) {
              const { answer } = await answerOf(app, `content/pages/${idOf(slug)}?${query}`, token)
              if (expected.includes(slug)) expect(answer.status).toBe(200)
              else expect({ ...answer, path: '' }).toEqual({ ...nothing.answer, path: '' })
            }
            shown += expected.length
            missing += hidden.length - expected.length
          }
        },
      ),
      // All that a preview may see is seen once at least.
      { numRuns: 12, examples: [[[everything], 'en', 'draft']] },
    )
    expect(shown).toBeGreaterThan(3)
    expect(missing).toBeGreaterThan(50)
  })

  test('goes offline with the move, everywhere and at once, and comes back by being published alone', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/environments', { body: { slug: 'staging' } })
    const { id } = await createPage(app, 'home')
    const environments = ['production', 'staging']
    await app.expect(200, 'POST', `${entries}/${id}/publish`, { body: { environments } })
    const issue = async (kind: string) => {
      const body = { kind, name: kind, environment: 'production' }
      return (await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body })).secret
    }
    const [delivery, preview] = [await issue('delivery'), await issue('preview')]
    const read = async (token: string, query = '') =>
      (await app.call('GET', `/delivery/v1/spaces/shop/content/pages/home?${query}`, { token })).status
    const statuses = async () => [
      await read(delivery),
      await read(app.owner.token, 'environment=staging'),
      await read(app.owner.token, 'state=draft'),
      await read(preview),
      await read(preview, 'state=draft'),
    ]
    expect(await statuses()).toEqual([200, 200, 200, 200, 200])
    await app.expect(200, 'PATCH', `${entries}/${id}`, { body: { status: 'protected' } })
    expect(await statuses()).toEqual([404, 404, 404, 404, 200])
    await app.expect(200, 'GET', `${entries}/${id}`)
    await app.expect(200, 'POST', `${entries}/${id}/publish`)
    expect(await statuses()).toEqual([200, 404, 200, 200, 200])
  })
})
