import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { addRequests, type FixtureRequest, requestId } from '../../test-support/life-fixture.ts'
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

const area = 'publish-requests'
const targetOf = ({ name, creator }: Pick<FixtureRequest, 'name' | 'creator'>) => ({
  area,
  space,
  id: requestId(name),
  creator,
})

/** A request is known to who may read it, and the working copy of its entry in one of its locales. */
function localesShown(allowed: Allowed, { target }: Put, request: FixtureRequest): readonly string[] {
  if (!allowed.decides({ action: 'publish-requests.read', target: targetOf(request) })) return []
  return allowed.readsWorking(target, request.locales)
}

const both = (actions: readonly string[], ofContent: readonly string[]) =>
  fc.tuple(areaGrants(area, actions), contentGrants({ actions: ofContent })).map((lists) => lists.flat())
const named = fc.constantFrom<readonly string[] | undefined>(undefined, undefined, ['en'], ['de'], ['en', 'de'])
const creator = fc.constantFrom(member, 'account:another')

describeEachDatabase('publish requests by the laws', (databases) => {
  test('are listed and shown exactly as the reference allows them and the working copy to be read', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    const entries = await put(everyEntry)
    const deleted = await put(everyEntry.slice(0, 4), { deleted: true })
    const requests = entries.map(({ target }, index) => ({
      name: String(index),
      entry: target.id,
      creator: index % 2 === 0 ? member : 'account:another',
      state: index % 3 === 0 ? ('rejected' as const) : ('open' as const),
      ...(index % 4 === 1 && { locales: ['de'] }),
      ...(index % 4 === 2 && { locales }),
    }))
    await addRequests(app, requests)
    // What lies in the trash is asked about no more.
    await addRequests(
      app,
      deleted.map(({ slug, target }) => ({ name: slug, entry: target.id, creator: member })),
    )
    let shown = 0
    await fc.assert(
      fc.asyncProperty(both(['read'], ['content.read']), async (grants) => {
        const allowed = await grantTo(grants)
        const seen = new Map(
          requests.flatMap((request, index) => {
            const told = localesShown(allowed, entries[index]!, request)
            return told.length === 0 ? [] : [[requestId(request.name), request.locales ? told : null] as const]
          }),
        )
        const list = await ask('GET', '/publish-requests?count=true&limit=1000')
        if (list.status !== 200) {
          expect([list.status, seen.size]).toEqual([403, 0])
          return
        }
        expect(idsOf(list.body.items)).toEqual([...seen.keys()].toSorted())
        expect(list.body.total).toBe(seen.size)
        for (const { id, locales: told } of list.body.items) expect(told).toEqual(seen.get(id))
        const open = requests.filter(({ name, state }) => state === 'open' && seen.has(requestId(name)))
        const filtered = await ask('GET', '/publish-requests?state=open&count=true&limit=1')
        expect(filtered.body.total).toBe(open.length)
        for (const { name, entry } of requests.slice(requests.length / 2)) {
          const single = await ask('GET', `/publish-requests/${requestId(name)}`)
          expect(single.status).toBe(seen.has(requestId(name)) ? 200 : 404)
          if (name.endsWith('1')) {
            const ofEntry = await ask('GET', `/publish-requests?entry=${entry}`)
            expect(idsOf(ofEntry.body.items)).toEqual(seen.has(requestId(name)) ? [requestId(name)] : [])
          }
        }
        shown += seen.size
      }),
      { numRuns: 15 },
    )
    expect(shown).toBeGreaterThan(50)
  })

  test('are submitted exactly as the reference allows it, about what the member may read in all that he names', async () => {
    const { put, grantTo, ask } = await openLifeScenario(databases)
    let done = 0
    await fc.assert(
      fc.asyncProperty(both(['create'], ['content.read']), entryOf(), named, async (grants, kind, own) => {
        const [entry] = await put([kind])
        if (entry === undefined) return
        const allowed = await grantTo(grants)
        const mayAsk = allowed.decides({
          action: 'publish-requests.create',
          target: { area, space, creator: member },
        })
        const readable = allowed.readsWorking(entry.target)
        const isThere = readable.length > 0 && (own ?? []).every((code) => readable.includes(code))
        const body = { entry: entry.target.id, action: 'publish', ...(own && { locales: own }) }
        const { status } = await ask('POST', '/publish-requests', body)
        expect(status).toBe(mayAsk ? (isThere ? 201 : 422) : 403)
        if (status === 201) done += 1
      }),
      { numRuns: 80 },
    )
    expect(done).toBeGreaterThan(10)
  })

  test('are accepted, rejected and taken back exactly as the reference allows, and accepting is publishing too', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    const done = { accept: 0, reject: 0, cancel: 0 }
    await fc.assert(
      fc.asyncProperty(
        both(['read', 'review', 'delete'], ['content.read', 'content.publish']),
        entryOf(['published', 'published', 'draft', 'protected']),
        fc.record({ creator, locales: named, action: fc.constantFrom('publish' as const, 'unpublish' as const) }),
        fc.constantFrom('accept' as const, 'accept' as const, 'reject' as const, 'cancel' as const),
        async (grants, kind, { locales: own, ...wish }, verb) => {
          const [entry] = await put([kind])
          if (entry === undefined) return
          const request = { ...wish, name: entry.slug, entry: entry.target.id, ...(own && { locales: own }) }
          await addRequests(app, [request], { asker: app.space.accountId })
          const allowed = await grantTo(grants)
          const action = `publish-requests.${verb === 'cancel' ? 'delete' : 'review'}`
          const isKnown = localesShown(allowed, entry, request).length > 0
          const mayAnswer = isKnown && allowed.decides({ action, target: targetOf(request) })
          const enters = wish.action === 'publish' && entry.status !== 'published'
          const asked = own ?? locales
          const mayPublish = allowed.decides({
            action: 'content.publish',
            target: entry.target,
            locales: enters ? [...new Set([...asked, 'en'])] : asked,
          })
          const isAllowed = mayAnswer && (verb !== 'accept' || mayPublish)
          const isOpen = allowed.mayEver(action, { area, space })
          const { status } = await ask(
            'POST',
            `/publish-requests/${requestId(request.name)}/${verb}`,
            verb === 'cancel' ? undefined : {},
          )
          expectStatus(status, { isAllowed, isKnown, isOpen })
          if (isAllowed) done[verb] += 1
        },
      ),
      { numRuns: 150 },
    )
    for (const count of Object.values(done)) expect(count).toBeGreaterThan(3)
  })
})
