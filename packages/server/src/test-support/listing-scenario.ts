import { printGrants } from '@latchkey/policy/print'
import type { Grant, Status } from '@latchkey/policy/grant'
import fc from 'fast-check'
import type { TestDatabases } from '../database/test-databases.ts'
import { raiseSpaceEpoch } from '../features/authority.ts'
import { fixedId, type FixtureEntry } from './content-fixture.ts'
import { openReadingApp, type ReadingApp } from './reading-app.ts'

// Entries and grants in every mixture, for the law that lists agree with decisions.

/** The space of the scenario. */
export const space = { id: fixedId('space', 'shop'), slug: 'shop' }
export const slugs = ['a', 'A', 'ab', 'a_b', 'a-b', 'a.b', 'aXb', 'b', 'b1', 'news-1', 'News-1', 'news-2']
const statuses: readonly Status[] = ['published', 'published', 'draft', 'protected', 'archived']
export const idOf = (type: string, slug: string) => fixedId('entry', space.id, type, slug)

/** Every mixture of type, state and creator, in two locales. */
export function allEntries(creator: string): FixtureEntry[] {
  return ['pages', 'posts'].flatMap((type, offset) =>
    slugs.map((slug, index): FixtureEntry => {
      const tags = ['sale', 'new', 'old'].filter((_tag, at) => (index >> at) % 2 === 0)
      const values = { '': { rank: index, tags }, en: { title: `${slug} en` }, de: { title: `${slug} de` } }
      const status = statuses[(index + offset) % statuses.length] ?? 'draft'
      const own = index % 3 === 0 ? { creator } : index % 3 === 1 ? { creator: 'account:another' } : {}
      if (status !== 'published' || index % 2 === 0) return { type, slug, status, values, ...own }
      const live = {
        production: {
          values: { '': { rank: -index, tags: ['live', ...tags] }, en: { title: 'old en' }, de: { title: 'old de' } },
        },
      }
      return { type, slug, status, values, ...own, live, changed: true }
    }),
  )
}

const resource = fc.oneof(
  fc.constantFrom('content:*', 'content:pages', 'content:posts:*', 'content:p*:a*', 'content:*:b', 'content:pages:*b'),
  fc.constantFrom(
    'content:pages:a_b',
    'content:pages:a?b',
    'content:*-1',
    'content:posts:*[b]',
    'space:shop:content:*',
  ),
  fc.constantFrom(...slugs).map((slug) => `content:pages:${idOf('pages', slug)}`),
)
const conditions = fc.record(
  {
    own: fc.constant(true as const),
    status: fc.subarray([...new Set(statuses)], { minLength: 1 }),
    locales: fc.subarray(['en', 'de', 'fr'], { minLength: 1 }),
    tags: fc.subarray(['sale', 'new', 'old', 'live'], { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
)
const grant: fc.Arbitrary<Grant> = fc.record({
  effect: fc.constantFrom('allow', 'allow', 'deny'),
  actions: fc.constant(['content.read']),
  resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
  conditions: fc.oneof(fc.constant({}), conditions),
})
const broad: Grant = { effect: 'allow', actions: ['content.read'], resources: ['content:*'] }
/** Begins with nothing, with all, or with all that is published. */
const first = fc.constantFrom<readonly Grant[]>([], [broad], [{ ...broad, conditions: { status: ['published'] } }])
/** What a caller may be granted to read. */
export const grants = fc.tuple(first, fc.array(grant, { minLength: 1, maxLength: 5 })).map((lists) => lists.flat())

export interface ListingScenario {
  readonly app: ReadingApp
  /** An api token; some of the entries are its own. */
  readonly token: string
  readonly tokenId: string
  /** Gives the token other grants. */
  readonly grantTo: (list: readonly Grant[]) => Promise<unknown>
}

export async function openListingScenario(databases: TestDatabases): Promise<ListingScenario> {
  const shape = {
    slug: 'shop',
    locales: [{ code: 'en' }, { code: 'de', fallback: 'en' }],
    types: ['pages', 'posts'].map((slug) => ({
      slug,
      fields: [
        { id: 'rank', type: 'number', filterable: true },
        { id: 'title', type: 'text', localized: true, filterable: true },
      ] as const,
    })),
  }
  const app = await openReadingApp(databases, shape, [])
  const token = await app.reader({ kind: 'api', grants: [] }, 'law 9')
  const tokenId = token.split('_')[2] ?? ''
  await app.insert(allEntries(`token:${tokenId}`))
  return { app, token, tokenId, grantTo: (list) => giveGrants(app, tokenId, list) }
}

/** Gives a token other grants, behind the server's back. */
export function giveGrants({ database }: ReadingApp, tokenId: string, list: readonly Grant[]): Promise<unknown> {
  return database.write((tx) =>
    tx
      .updateTable('tokens')
      .set((row) => ({ grants: JSON.stringify(printGrants(list)), version: row('version', '+', 1) }))
      .where('id', '=', tokenId)
      .execute(),
  )
}

/** Gives the role that was made for a reader's seed other grants, behind the server's back. */
export function giveRole(
  { database, space: { spaceId } }: ReadingApp,
  seed: string,
  list: readonly Grant[],
): Promise<void> {
  return database.write(async (tx) => {
    await tx
      .updateTable('roles')
      .set({ grants: JSON.stringify(printGrants(list)) })
      .where('id', '=', fixedId('role', seed))
      .execute()
    await raiseSpaceEpoch(tx, spaceId)
  })
}
