import type { Grant, Status } from '@latchkey/policy/grant'
import { compile } from '@latchkey/policy/compile'
import { mayEver } from '@latchkey/policy/decide'
import { type EntryChange, requestsOfUpdate } from '@latchkey/policy/entry-requests'
import type { Request, SpaceName } from '@latchkey/policy/request'
import { referenceDecide } from '@latchkey/policy/testing/reference'
import { describeEachDatabase, type TestDatabases } from '@latchkey/server/database/test-databases'
import { type Answer, openTestApp, type TestApp } from '@latchkey/server/test-support/test-app'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { grantsAbout } from './support/random-grants.ts'
import { sized } from './support/size.ts'

// Z-1 through the API: for random grants, every answer of the server is the one that the written laws give, and adding
// the missing grant of a refusal permits that very request.

const space = '/api/v1/spaces/shop'
const locales = ['en', 'de'] as const
const everything: readonly Grant[] = [{ effect: 'allow', actions: ['*'], resources: ['*'] }]

/** An entry as the laws know it. */
interface Known {
  id: string
  readonly type: string
  readonly slug: string
  readonly status: Status
  readonly creator: string
  /** Of its working copy; its snapshot bears `live`. */
  readonly tags: readonly string[]
}

/** A small set of content, some of it made by the token whose grants change. */
interface World {
  readonly app: TestApp
  readonly space: SpaceName
  readonly token: { readonly id: string; readonly secret: string; readonly name: string }
  readonly entries: readonly Known[]
}

const shapes = [
  { type: 'pages', slug: 'home', status: 'published', own: false, tags: ['new'] },
  { type: 'pages', slug: 'about', status: 'draft', own: true, tags: ['sale'] },
  { type: 'pages', slug: 'page-2', status: 'protected', own: false, tags: ['sale', 'new'] },
  { type: 'posts', slug: 'home', status: 'draft', own: false, tags: [] },
  { type: 'posts', slug: 'news-1', status: 'published', own: true, tags: ['sale'] },
  { type: 'posts', slug: 'old', status: 'archived', own: true, tags: ['new'] },
] as const

async function openWorld(databases: TestDatabases): Promise<World> {
  const app = await openTestApp(databases)
  await app.expect(201, 'POST', `${space}/locales`, { body: { code: 'de' } })
  const fields = [
    { id: 'title', type: 'text', localized: true },
    { id: 'price', type: 'number' },
  ]
  for (const slug of ['pages', 'posts'])
    await app.expect(201, 'POST', `${space}/content-types`, { body: { slug, fields } })
  const body = { kind: 'api', name: 'Agent', grants: everything }
  const { id, secret } = await app.expect(201, 'POST', `${space}/tokens`, { body })
  const token = { id, secret, name: `token:${id}` }
  const entries: Known[] = []
  for (const shape of shapes) entries.push(await makeEntry(app, token.secret, shape))
  return { app, space: app.space, token, entries }
}

type Shape = (typeof shapes)[number]

async function makeEntry(app: TestApp, token: string, { type, slug, status, own, tags }: Shape): Promise<Known> {
  const by = own ? { token } : {}
  const fields = { title: { en: slug, de: slug }, price: 1 }
  const made = await app.expect(201, 'POST', `${space}/entries?locale=*`, {
    ...by,
    body: { type, slug, fields, tags: [status === 'published' ? 'live' : 'draft'] },
  })
  if (status !== 'draft') await app.expect(200, 'PATCH', `${space}/entries/${made.id}`, { body: { status } })
  await app.expect(200, 'PATCH', `${space}/entries/${made.id}`, { body: { tags } })
  return { id: made.id, type, slug, status, creator: made.created_by, tags }
}

describeEachDatabase('for random grants of an api token', (databases) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(databases)
  }, 60_000)

  const targetOf = ({ id, type, slug, status, creator, tags }: Known) =>
    ({
      ...({ area: 'content', space: world.space, type, id, name: slug, status, creator, tags } as const),
      ...(status === 'published' && { publishedTags: ['live'] }),
    }) as const
  const allows = (grants: readonly Grant[], request: Request) => referenceDecide(grants, request, [world.space]).allowed
  /** The locales in which an entry may be read. */
  const readableIn = (grants: readonly Grant[], entry: Known) =>
    locales.filter((locale) =>
      allows(grants, {
        action: 'content.read',
        principal: world.token.name,
        target: targetOf(entry),
        locales: [locale],
      }),
    )
  const mayAsk = (grants: readonly Grant[], action: string, type?: string) =>
    mayEver(compile(grants, { spaces: [world.space] }), action, {
      area: 'content',
      space: world.space,
      ...(type !== undefined && { type }),
    })

  const give = (grants: readonly Grant[]) =>
    world.app.expect(200, 'PATCH', `${space}/tokens/${world.token.id}`, { body: { grants } })
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    world.app.call(method, `${space}/entries${path}`, {
      token: world.token.secret,
      ...(body !== undefined && { body }),
    })

  /** 403 before anything is loaded, 404 for what may not be read, 403 for what may. */
  const refusalOf = (grants: readonly Grant[], action: string, entry: Known): number =>
    !mayAsk(grants, action, entry.type) || readableIn(grants, entry).length > 0 ? 403 : 404

  const check = (runs: number, property: (grants: readonly Grant[]) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(
        grantsAbout(
          world.space,
          shapes,
          world.entries.map(({ id }) => id),
        ),
        async (grants) => {
          await give(grants)
          await property(grants)
        },
      ),
      { numRuns: runs },
    )

  test('reads and lists are what the laws say', { timeout: 300_000 }, async () => {
    await check(sized(25, 1000), async (grants) => {
      for (const locale of locales) {
        const shown = new Set<string>()
        for (const entry of world.entries) {
          const { status } = await ask('GET', `/${entry.slug}?type=${entry.type}&locale=${locale}`)
          const readable = readableIn(grants, entry)
          const expected = readable.includes(locale)
            ? 200
            : readable.length > 0
              ? 400
              : refusalOf(grants, 'content.read', entry)
          expect([entry.type, entry.slug, locale, status]).toEqual([entry.type, entry.slug, locale, expected])
          if (status === 200) shown.add(entry.id)
        }
        for (const type of ['pages', 'posts']) {
          const { status, body } = await ask('GET', `?type=${type}&locale=${locale}&count=true`)
          const ofType = world.entries.filter((entry) => entry.type === type && shown.has(entry.id)).map(({ id }) => id)
          const listed = status === 200 ? body.items.map(({ id }: { id: string }) => id) : []
          expect([type, locale, listed.toSorted()]).toEqual([type, locale, ofType.toSorted()])
          if (status === 200) expect(body.total).toBe(ofType.length)
          // A locale that no entry of the type could be read in is as unknown as any; a type of which none could, too.
          else expect(mayAsk(grants, 'content.read', type) ? [400, 404] : [403]).toContain(status)
        }
      }
    })
  })

  interface Write {
    readonly entry: Known
    readonly body: { readonly fields?: object; readonly tags?: readonly string[] }
    readonly locale: (typeof locales)[number]
  }
  /** Writes that leave everything that is asked about as it is, so that the next one finds the same; but for tags. */
  const writesOf = (entry: Known): readonly Write[] =>
    locales.flatMap((locale) =>
      [
        ...[{ title: 'x' }, { price: 1 }, { title: 'x', price: 1 }, {}].map((fields) => ({ fields })),
        { tags: ['sale', 'live'] },
      ].map((body) => ({ entry, body, locale })),
    )
  const requestsOf = ({ entry, body, locale }: Write): readonly Request[] => {
    const change: EntryChange = {
      principal: world.token.name,
      target: targetOf(entry),
      defaultLocale: 'en',
      fields: Object.keys(body.fields ?? {}).map((field) => ({ field, locale: field === 'title' ? locale : 'en' })),
      entryLocales: [...locales],
      ...(body.tags && { tags: body.tags }),
    }
    return requestsOfUpdate(change)
  }

  const restoreTags = async ({ entry, body }: Write) => {
    if (body.tags === undefined) return
    await world.app.expect(200, 'PATCH', `${space}/entries/${entry.id}`, { body: { tags: entry.tags } })
  }

  test('writes are what the laws say, and a missing grant permits what was refused', { timeout: 300_000 }, async () => {
    let proposed = 0
    await check(sized(25, 1000), async (grants) => {
      for (const entry of world.entries.filter(({ status }) => status !== 'published')) {
        for (const write of writesOf(entry)) {
          const path = `/${entry.id}?locale=${write.locale}`
          const { status, body } = await ask('PATCH', path, write.body)
          const allowed =
            mayAsk(grants, 'content.update') && requestsOf(write).every((request) => allows(grants, request))
          const readable = readableIn(grants, entry).length > 0
          const expected = allowed ? 200 : mayAsk(grants, 'content.update') && !readable ? 404 : 403
          expect([entry.slug, write.locale, write.body, status]).toEqual([
            entry.slug,
            write.locale,
            write.body,
            expected,
          ])
          if (status === 200) await restoreTags(write)
          if (body.missing_grant === undefined) continue
          proposed += 1
          await give([...grants, body.missing_grant])
          const again = await ask('PATCH', path, write.body)
          expect([body.missing_grant, again.status]).toEqual([body.missing_grant, 200])
          await restoreTags(write)
          await give(grants)
        }
      }
    })
    expect(proposed).toBeGreaterThan(0)
  })

  test('publishing and deleting are what the laws say', { timeout: 300_000 }, async () => {
    await check(sized(15, 500), async (grants) => {
      for (const [index, entry] of world.entries.entries()) {
        for (const ending of [publishing, deleting]) {
          // Asked anew: what was published has another entry in its place, of another id.
          const { method, verb, action, requests } = ending(entry)
          const body = method === 'POST' ? {} : undefined
          const { status } = await ask(method, `/${entry.id}${verb}`, body)
          const allowed = mayAsk(grants, action) && requests.every((request) => allows(grants, request))
          const readable = readableIn(grants, entry).length > 0
          const refused = mayAsk(grants, action) && !readable ? 404 : 403
          const what = [method, entry.type, entry.slug]
          expect([...what, status]).toEqual([...what, allowed ? (method === 'POST' ? 200 : 204) : refused])
          if (allowed) await replace(index, grants)
        }
      }
    })
  })

  // What ends an entry as it is, with what has to be allowed for it.
  const endingOf = (entry: Known, action: string): Request => ({
    action,
    principal: world.token.name,
    target: targetOf(entry),
    locales: [...locales],
  })
  const publishing = (entry: Known) => ({
    method: 'POST',
    verb: '/publish',
    action: 'content.publish',
    requests: [endingOf(entry, 'content.publish')],
  })
  const deleting = (entry: Known) => ({
    method: 'DELETE',
    verb: '',
    action: 'content.delete',
    requests: [
      endingOf(entry, 'content.delete'),
      ...(entry.status === 'published' ? [endingOf(entry, 'content.publish')] : []),
    ],
  })

  /** Another entry in the place of one that was published or deleted. */
  async function replace(index: number, grants: readonly Grant[]): Promise<void> {
    const { id } = world.entries[index]!
    await world.app.call('DELETE', `${space}/entries/${id}`)
    await give(everything)
    const made = await makeEntry(world.app, world.token.secret, shapes[index]!)
    world.entries[index]!.id = made.id
    await give(grants)
  }
})
