import { compile } from '@latchkey/policy/compile'
import { mayEver } from '@latchkey/policy/decide'
import type { Grant, Status } from '@latchkey/policy/grant'
import type { Collection, Request, Target } from '@latchkey/policy/request'
import { referenceDecide } from '@latchkey/policy/testing/reference'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { TestDatabases } from '../database/test-databases.ts'
import { fixedId, type FixtureEntry, memberName } from './content-fixture.ts'
import { giveRole } from './listing-scenario.ts'
import { openReadingApp, type ReadingApp } from './reading-app.ts'
import type { Answer } from './test-app.ts'

// A member with any grants, and entries of any kind: for the laws of what happens to entries, held against the plain reference.

export const space = { id: fixedId('space', 'shop'), slug: 'shop' }
export const path = '/api/v1/spaces/shop'
/** The default one first. */
export const locales = ['en', 'de']
const seed = 'member'
export const member = memberName(seed)
const other = 'account:another'

const statuses: readonly Status[] = ['published', 'published', 'draft', 'protected', 'archived']

/** An entry as the laws see it; `locales` are those that it has. */
export interface LifeEntry {
  readonly type: string
  readonly slug: string
  readonly status: Status
  readonly creator: string
  readonly locales: readonly string[]
  /** Of its working copy; its snapshot bears `live` instead of `sale`. */
  readonly tags: readonly string[]
}

const tagNames = ['sale', 'new', 'live']

function liveTags(tags: readonly string[]): string[] {
  return tags.map((tag) => (tag === 'sale' ? 'live' : tag))
}

/** Entries of every kind, named so that patterns often meet them; `among` leaves out some states. */
export function entryOf(among: readonly Status[] = statuses): fc.Arbitrary<LifeEntry> {
  return fc.record({
    type: fc.constantFrom('pages', 'posts'),
    slug: fc.constantFrom('a', 'b'),
    status: fc.constantFrom(...among),
    creator: fc.constantFrom(member, other),
    locales: fc.constantFrom(['en'], ['en', 'de']),
    tags: fc.subarray(['sale', 'new']),
  })
}

/** One of each kind. */
export const everyEntry: readonly LifeEntry[] = ['pages', 'posts'].flatMap((type, offset) =>
  Array.from({ length: 10 }, (_, index) => ({
    type,
    slug: index % 2 === 0 ? 'a' : 'b',
    status: statuses[(index + offset) % statuses.length] ?? 'draft',
    creator: index % 3 === 0 ? member : other,
    locales: index % 4 === 3 ? ['en'] : locales,
    tags: ['sale', 'new'].filter((_tag, at) => (index >> at) % 2 === 0),
  })),
)

const contentResource = fc.constantFrom(
  'content',
  'content:*',
  'content:pages',
  'content:posts:*',
  'content:*:a*',
  'content:pages:b*',
  'content:p*:*1',
  'space:shop:content:*',
  'space:other:content',
)
const contentConditions = fc.record(
  {
    own: fc.constant(true as const),
    status: fc.subarray([...new Set(statuses)], { minLength: 1 }),
    locales: fc.subarray(locales, { minLength: 1 }),
    tags: fc.subarray(tagNames, { minLength: 1 }),
  },
  { requiredKeys: [] },
)

/** Actions with the fields that grants of them may name. */
interface Subject {
  readonly actions: readonly string[]
  readonly fields?: readonly string[]
}

function contentGrant({ actions, fields }: Subject): fc.Arbitrary<Grant> {
  return fc
    .record({
      effect: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
      actions: fc.subarray([...actions], { minLength: 1 }),
      resources: fc.array(contentResource, { minLength: 1, maxLength: 2 }),
      conditions: fc.oneof(fc.constant({}), contentConditions),
      fields: fields === undefined ? fc.constant(null) : fc.option(fc.subarray([...fields], { minLength: 1 })),
    })
    .map(({ fields: named, ...grant }) => {
      const isWrite = grant.actions.every((action) => action === 'content.update')
      return { ...grant, ...(named !== null && isWrite && { fields: named }) }
    })
}

/**
 * Grants of these actions of content: begun with none, with all, or with all but one thing that a decision may forget to ask about;
 * then a few of any kind.
 */
export function contentGrants(subject: Subject): fc.Arbitrary<readonly Grant[]> {
  const broad: Grant = { effect: 'allow', actions: subject.actions, resources: ['content'] }
  const begin = fc.constantFrom<readonly Grant[]>(
    [],
    [broad],
    subject.actions.slice(0, 1).map((action) => ({ ...broad, actions: [action] })),
    [{ ...broad, conditions: { status: ['draft', 'published'] } }],
    [{ ...broad, conditions: { status: ['published'] } }],
    [{ ...broad, conditions: { locales: ['en'] } }],
    [{ ...broad, conditions: { own: true } }],
    [{ ...broad, conditions: { tags: ['sale'] } }],
    [{ ...broad, conditions: { tags: ['live', 'new'] } }],
    [{ ...broad, resources: ['content:*:a*'] }],
  )
  return fc.tuple(begin, fc.array(contentGrant(subject), { maxLength: 3 })).map((lists) => lists.flat())
}

/** Grants of actions of another area, whose things are named by ids. */
export function areaGrants(area: string, actions: readonly string[]): fc.Arbitrary<readonly Grant[]> {
  const grant: fc.Arbitrary<Grant> = fc.record({
    effect: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    actions: fc.subarray(
      actions.map((verb) => `${area}.${verb}`),
      { minLength: 1 },
    ),
    resources: fc.constantFrom([area], [`${area}:*`], [`space:shop:${area}`], [`space:other:${area}`], ['*']),
    conditions: fc.constantFrom({}, {}, { own: true as const }),
  })
  const broad: Grant = { effect: 'allow', actions: actions.map((verb) => `${area}.${verb}`), resources: [area] }
  return fc
    .tuple(fc.constantFrom<readonly Grant[]>([], [broad], [broad]), fc.array(grant, { maxLength: 2 }))
    .map((lists) => lists.flat())
}

/** What grants allow the member, by the plain reference. */
export interface Allowed {
  readonly decides: (request: Omit<Request, 'principal'>) => boolean
  /** Whether an entry is read in a locale, as it is or as if it had another status. */
  readonly reads: (entry: Target, locale: string, status?: Status) => boolean
  /** The locales, of those given, in which the working copy is read. */
  readonly readsWorking: (entry: Target, among?: readonly string[]) => readonly string[]
  readonly mayEver: (action: string, collection: Collection) => boolean
}

function allowedBy(grants: readonly Grant[]): Allowed {
  const policy = compile(grants)
  const decides: Allowed['decides'] = (request) => referenceDecide(grants, { ...request, principal: member }).allowed
  const reads: Allowed['reads'] = (entry, locale, status) =>
    decides({ action: 'content.read', target: { ...entry, ...(status && { status }) }, locales: [locale] })
  return {
    decides,
    reads,
    readsWorking: (entry, among = locales) =>
      among.filter((code) => reads(entry, code) && (entry.status !== 'published' || reads(entry, code, 'draft'))),
    mayEver: (action, collection) => mayEver(policy, action, collection),
  }
}

export interface LifeScenario {
  readonly app: ReadingApp
  /** The member's. */
  readonly token: string
  /** The owner's. */
  readonly owner: string
  /** Gives the member other grants. */
  readonly grantTo: (grants: readonly Grant[]) => Promise<Allowed>
  /** Makes entries, in the trash or outside, and answers how decisions name them. Their slugs end in a number. */
  readonly put: (entries: readonly LifeEntry[], options?: { readonly deleted?: boolean }) => Promise<readonly Put[]>
  /** Asks as the member. */
  readonly ask: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', where: string, body?: unknown) => Promise<Answer>
}

/** An entry that was made. */
export interface Put extends LifeEntry {
  readonly target: Target & { readonly id: string }
}

export async function openLifeScenario(databases: TestDatabases): Promise<LifeScenario> {
  const fields = [
    { id: 'price', type: 'number' },
    { id: 'title', type: 'text', localized: true },
  ] as const
  const shape = {
    slug: space.slug,
    locales: locales.map((code) => ({ code })),
    types: ['pages', 'posts'].map((slug) => ({ slug, fields })),
  }
  const app = await openReadingApp(databases, shape, [])
  const token = await app.reader({ kind: 'session', role: [] }, seed)
  const owner = await app.reader({ kind: 'session' }, 'owner')
  let count = 0
  const valuesOf = (own: readonly string[], word: string, tags: readonly string[]): FixtureEntry['values'] => ({
    '': { price: word.length, ...(tags.length > 0 && { tags: [...tags] }) },
    ...Object.fromEntries(own.map((code) => [code, { title: `${word} ${code}` }])),
  })
  const fixtureOf = ({ status, tags, ...entry }: LifeEntry, deleted: boolean): FixtureEntry => {
    const fixture = { ...entry, slug: `${entry.slug}-${(count += 1)}`, values: valuesOf(entry.locales, 'made', tags) }
    // What goes to the trash goes offline before.
    if (deleted) return { ...fixture, deleted, status: status === 'published' ? 'draft' : status }
    const live = { production: { values: valuesOf(entry.locales, 'live', liveTags(tags)) } }
    return { ...fixture, status, ...(status === 'published' && { live, changed: true }) }
  }
  return {
    app,
    token,
    owner,
    grantTo: async (grants) => {
      await giveRole(app, seed, grants)
      return allowedBy(grants)
    },
    put: async (entries, { deleted = false } = {}) => {
      const made = entries.map((entry) => ({ entry, fixture: fixtureOf(entry, deleted) }))
      await app.insert(made.map(({ fixture }) => fixture))
      return made.map(({ entry, fixture: { type, slug, status = entry.status } }) => ({
        ...entry,
        slug,
        status,
        target: {
          area: 'content',
          space,
          type,
          id: fixedId('entry', space.id, type, slug),
          name: slug,
          creator: entry.creator,
          status,
          tags: entry.tags,
          ...(status === 'published' && { publishedTags: liveTags(entry.tags) }),
        },
      }))
    },
    ask: (method, where, body) =>
      method === 'GET' ? app.get(`${path}${where}`, token) : app.send(method, `${path}${where}`, token, body),
  }
}

/**
 * Law 9: what is allowed is done; what is refused is missing to who may not know of it, and else forbidden. Forbidden is also what
 * nothing allows on any such thing (`isOpen` false), whatever is named.
 */
export function expectStatus(
  status: number,
  { isAllowed, isKnown, isOpen }: { readonly isAllowed: boolean; readonly isKnown: boolean; readonly isOpen: boolean },
): void {
  const refused = isKnown || !isOpen ? 403 : 404
  expect(status < 300 ? 'done' : status).toBe(isAllowed ? 'done' : refused)
}

/** The ids of a list in an order that says nothing. */
export const idsOf = (items: readonly { readonly id: string }[] = []) => items.map(({ id }) => id).toSorted()
