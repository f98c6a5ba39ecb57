import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { addReleases, type FixtureRelease, releaseId } from '../../test-support/life-fixture.ts'
import {
  type Allowed,
  areaGrants,
  contentGrants,
  entryOf,
  everyEntry,
  expectStatus,
  idsOf,
  locales,
  member,
  openLifeScenario,
  type Put,
  space,
} from '../../test-support/life-scenario.ts'

const area = 'releases'
const other = 'account:another'
const memberId = member.slice('account:'.length)
const targetOf = ({ name, creator }: FixtureRelease) => ({ area, space, id: releaseId(name), creator })

/** Whoever has the grants knows of a release, and of a restricted one the people alone. */
function knows({ decides }: Allowed, release: FixtureRelease): boolean {
  const isOne = release.people?.includes(memberId) ?? true
  return isOne && decides({ action: 'releases.read', target: targetOf(release) })
}

/** An item of a release; `locales` absent for all. */
interface Item {
  readonly entry: Put
  readonly action: 'publish' | 'unpublish'
  readonly locales?: readonly string[]
}

/** An entry of a release is known where it may be read: as it is, or as what it is going to be live. */
function localesShown(
  { reads }: Allowed,
  { entry: { target }, action, locales: own = locales }: Item,
): readonly string[] {
  // What is pinned is the working copy, with what all locales share.
  const then = { ...target, ...(target.tags && { publishedTags: target.tags }) }
  return own.filter((code) => reads(target, code) || (action === 'publish' && reads(then, code, 'published')))
}

/** Going live and offline with a release is publishing, entry by entry. */
function publishes({ decides }: Allowed, { entry: { target }, action, locales: own = locales }: Item): boolean {
  const enters = action === 'publish' && target.status !== 'published'
  const asked = action === 'unpublish' ? locales : own
  return decides({ action: 'content.publish', target, locales: enters ? [...new Set([...asked, 'en'])] : asked })
}

const both = (actions: readonly string[], ofContent: readonly string[]) =>
  fc.tuple(areaGrants(area, actions), contentGrants({ actions: ofContent })).map((lists) => lists.flat())
const movable = entryOf(['published', 'published', 'draft', 'protected'])
const creator = fc.constantFrom(member, other)
const action = fc.constantFrom('publish' as const, 'publish' as const, 'unpublish' as const)
/** Whether an item is about its entry's last locale alone. */
const isNarrow = fc.constantFrom(false, false, true)

function itemOf(entry: Put, { action: what, isNarrow: narrow }: { action: Item['action']; isNarrow: boolean }): Item {
  return { entry, action: what, ...(narrow && what === 'publish' && { locales: entry.locales.slice(-1) }) }
}

/** The release with the items, as rows. */
const rowsOf = (release: FixtureRelease, items: readonly Item[]): readonly FixtureRelease[] =>
  items.map(({ entry: { target }, action: what, locales: own }) => ({
    ...release,
    ...(what === 'publish' ? { items: [target.id] } : { offline: [target.id] }),
    ...(own && { locales: own }),
  }))

describeEachDatabase('releases by the laws', (databases) => {
  test('are listed and shown, they and what is in them, exactly as the reference allows', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    const entries = await put(everyEntry)
    const releases = ['1', '2', '3', '4', '5', '6'].map((name, index): FixtureRelease => ({
      name,
      creator: index % 2 === 0 ? member : other,
      ...(index % 3 === 1 && { people: [memberId] }),
      ...(index === 5 && { people: ['another'] }),
    }))
    const items = entries.map((entry, index) =>
      itemOf(entry, { action: index % 3 === 0 ? 'unpublish' : 'publish', isNarrow: index % 2 === 0 }),
    )
    for (const release of releases) await addReleases(app, [release, ...rowsOf(release, items)])
    let shown = 0
    await fc.assert(
      fc.asyncProperty(both(['read'], ['content.read']), async (grants) => {
        const allowed = await grantTo(grants)
        const known = releases.filter((release) => knows(allowed, release))
        const list = await ask('GET', '/releases?count=true')
        if (list.status !== 200) {
          expect([list.status, known]).toEqual([403, []])
          return
        }
        expect(idsOf(list.body.items)).toEqual(known.map(({ name }) => releaseId(name)).toSorted())
        expect(list.body.total).toBe(known.length)
        for (const release of releases) {
          const { status } = await ask('GET', `/releases/${releaseId(release.name)}`)
          expect(status).toBe(known.includes(release) ? 200 : 404)
        }
        const [first] = known
        if (first === undefined) return
        const seen = new Map(
          items.flatMap((item) => {
            const told = localesShown(allowed, item)
            return told.length === 0 ? [] : [[item.entry.target.id, item.locales ? told : null] as const]
          }),
        )
        const listed = await ask('GET', `/releases/${releaseId(first.name)}/items?count=true`)
        const rows: { entry: { id: string }; locales: unknown }[] = listed.body.items
        expect(new Map(rows.map(({ entry, locales: told }) => [entry.id, told]))).toEqual(seen)
        expect(listed.body.total).toBe(seen.size)
        shown += seen.size
      }),
      { numRuns: 30 },
    )
    expect(shown).toBeGreaterThan(50)
  })

  test('take an entry exactly as the reference allows to change them and to read all that is pinned', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    let done = 0
    await fc.assert(
      fc.asyncProperty(
        both(['read', 'update'], ['content.read']),
        movable,
        fc.record({ action, isNarrow }),
        creator,
        async (grants, kind, choice, by) => {
          const [entry] = await put([kind])
          if (entry === undefined) return
          const release = { name: entry.slug, creator: by }
          await addReleases(app, [release])
          const allowed = await grantTo(grants)
          const { target } = entry
          const { locales: own, action: what } = itemOf(entry, choice)
          const { status } = await ask('POST', `/releases/${releaseId(release.name)}/items`, {
            entry: target.id,
            action: what,
            ...(own && { locales: own }),
          })
          const isOpen = allowed.mayEver('releases.update', { area, space })
          if (!allowed.decides({ action: 'releases.update', target: targetOf(release) })) {
            expectStatus(status, { isAllowed: false, isKnown: knows(allowed, release), isOpen })
            return
          }
          const readable = locales.filter((code) => allowed.reads(target, code))
          if (readable.length === 0 || !(own ?? []).every((code) => readable.includes(code))) {
            expect(status).toBe(422)
            return
          }
          const read = { action: 'content.read', target, locales: own ?? locales }
          const draft = { ...read, target: { ...target, status: 'draft' as const } }
          const isPublished = what === 'publish' && target.status === 'published'
          const readsAll = allowed.decides(read) && (!isPublished || allowed.decides(draft))
          expect(status).toBe(readsAll ? 201 : 403)
          if (readsAll) done += 1
        },
      ),
      { numRuns: 100 },
    )
    expect(done).toBeGreaterThan(10)
  })

  test('lose an entry exactly as the reference allows to change them and to know of it', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    let done = 0
    await fc.assert(
      fc.asyncProperty(
        both(['read', 'update'], ['content.read']),
        movable,
        fc.record({ action, isNarrow }),
        creator,
        async (grants, kind, choice, by) => {
          const [entry] = await put([kind])
          if (entry === undefined) return
          const item = itemOf(entry, choice)
          const release = { name: entry.slug, creator: by }
          await addReleases(app, rowsOf(release, [item]))
          const allowed = await grantTo(grants)
          const mayChange = allowed.decides({ action: 'releases.update', target: targetOf(release) })
          const isThere = localesShown(allowed, item).length > 0
          const { status } = await ask('DELETE', `/releases/${releaseId(release.name)}/items/${entry.target.id}`)
          expectStatus(status, {
            isAllowed: mayChange && isThere,
            isKnown: !mayChange && knows(allowed, release),
            isOpen: allowed.mayEver('releases.update', { area, space }),
          })
          if (status === 204) done += 1
        },
      ),
      { numRuns: 60 },
    )
    expect(done).toBeGreaterThan(5)
  })

  test('are scheduled and published exactly as the reference allows it of them and of every entry in them', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    let [done, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        both(['read', 'publish'], ['content.read', 'content.publish']),
        fc.array(fc.tuple(movable, fc.record({ action, isNarrow })), { minLength: 1, maxLength: 2 }),
        creator,
        async (grants, kinds, by) => {
          const entries = await put(kinds.map(([kind]) => kind))
          const items = entries.map((entry, index) => itemOf(entry, kinds[index]![1]))
          const release = { name: entries[0]!.slug, creator: by }
          await addReleases(app, rowsOf(release, items))
          const allowed = await grantTo(grants)
          const mayPublish = allowed.decides({ action: 'releases.publish', target: targetOf(release) })
          const mayAll = items.every((item) => localesShown(allowed, item).length > 0 && publishes(allowed, item))
          const isAllowed = mayPublish && mayAll
          const isKnown = mayPublish || knows(allowed, release)
          const isOpen = allowed.mayEver('releases.publish', { area, space })
          const path = `/releases/${releaseId(release.name)}`
          const scheduled = await ask('POST', `${path}/schedule`, { release_at: '2027-01-01T00:00:00.000Z' })
          expectStatus(scheduled.status, { isAllowed, isKnown, isOpen })
          const published = await ask('POST', `${path}/publish`)
          expectStatus(published.status, { isAllowed, isKnown, isOpen })
          if (isAllowed) done += 1
          else refused += 1
        },
      ),
      { numRuns: 80 },
    )
    expect(done).toBeGreaterThan(5)
    expect(refused).toBeGreaterThan(10)
  })
})
