import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { addSchedules, type FixtureSchedule, scheduleId } from '../../test-support/life-fixture.ts'
import {
  type Allowed,
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

const anyType = { area: 'content', space } as const
const at = '2027-01-01T00:00:00.000Z'
const named = fc.constantFrom<readonly string[] | undefined>(undefined, undefined, ['en'], ['de'], ['de', 'en'])
const action = fc.constantFrom('publish' as const, 'unpublish' as const)

const isKnown = ({ reads }: Allowed, { target }: Put) => locales.some((code) => reads(target, code))

/** Law 7: scheduling is publishing. What all locales share goes live with the default one, and where nothing is live yet. */
function schedules({ decides }: Allowed, { target }: Put, plan: Pick<FixtureSchedule, 'action' | 'locales'>): boolean {
  const own = plan.locales ?? locales
  const enters = plan.action === 'publish' && target.status !== 'published'
  return decides({ action: 'content.publish', target, locales: enters ? [...new Set([...own, 'en'])] : own })
}

describeEachDatabase('schedules by the laws', (databases) => {
  test('are listed and shown exactly where the reference allows the working copy to be read, in the locales in which it does', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    const entries = [...(await put(everyEntry)), ...(await put(everyEntry.slice(0, 6), { deleted: true }))]
    const plans = entries.map((entry, index) => ({
      name: String(index),
      entry: entry.target.id,
      creator: member,
      state: index % 2 === 0 ? ('pending' as const) : ('failed' as const),
      ...(index % 3 === 1 && { locales: ['de'] }),
      ...(index % 3 === 2 && { locales }),
    }))
    await addSchedules(app, plans)
    let shown = 0
    await fc.assert(
      fc.asyncProperty(contentGrants({ actions: ['content.read'] }), async (grants) => {
        const allowed = await grantTo(grants)
        const expected = plans.flatMap((plan, index) => {
          const { target } = entries[index]!
          const seen = allowed.readsWorking(target, plan.locales)
          return seen.length === 0 ? [] : [{ ...plan, id: scheduleId(plan.name), seen: plan.locales ? seen : null }]
        })
        const list = await ask('GET', '/schedules?count=true')
        if (list.status !== 200) {
          expect([list.status, expected]).toEqual([403, []])
          return
        }
        expect(idsOf(list.body.items)).toEqual(idsOf(expected))
        expect(list.body.total).toBe(expected.length)
        const seen = new Map(expected.map((each) => [each.id, each.seen]))
        for (const { id, locales: told } of list.body.items) expect(told).toEqual(seen.get(id))
        const pending = await ask('GET', '/schedules?state=pending&limit=1000')
        expect(idsOf(pending.body.items)).toEqual(idsOf(expected.filter(({ state }) => state === 'pending')))
        for (const [index, entry] of entries.slice(0, everyEntry.length / 2).entries()) {
          const id = scheduleId(String(index))
          const single = await ask('GET', `/entries/${entry.target.id}/schedules/${id}`)
          expect(single.status).toBe(seen.has(id) ? 200 : 404)
          if (index % 3 !== 0) continue
          const own = await ask('GET', `/entries/${entry.target.id}/schedules?count=true`)
          expect(own.status).toBe(isKnown(allowed, entry) ? 200 : 404)
          if (own.status === 200) expect(idsOf(own.body.items)).toEqual(seen.has(id) ? [id] : [])
        }
        shown += expected.length
      }),
      { numRuns: 15 },
    )
    expect(shown).toBeGreaterThan(50)
  })

  test('are made, and cancelled where they are shown, exactly where the reference allows to publish', async () => {
    const { app, put, grantTo, ask } = await openLifeScenario(databases)
    let [made, cancelled] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        contentGrants({ actions: ['content.publish', 'content.read'] }),
        entryOf(),
        fc.record({ action, locales: named }),
        async (grants, kind, plan) => {
          const [entry] = await put([kind])
          if (entry === undefined) return
          const allowed = await grantTo(grants)
          const isAllowed = schedules(allowed, entry, plan)
          const isOpen = allowed.mayEver('content.publish', anyType)
          const inEntry = `/entries/${entry.target.id}/schedules`
          const { status } = await ask('POST', inEntry, { ...plan, at })
          expectStatus(status, { isAllowed, isKnown: isKnown(allowed, entry), isOpen })
          const name = entry.slug
          const { locales: own, ...what } = plan
          await addSchedules(app, [
            { name, entry: entry.target.id, creator: member, ...what, ...(own && { locales: own }) },
          ])
          const isShown = allowed.readsWorking(entry.target, own).length > 0
          const ended = await ask('DELETE', `${inEntry}/${scheduleId(name)}`)
          expectStatus(ended.status, { isAllowed: isShown && isAllowed, isKnown: isShown, isOpen })
          if (isAllowed) made += 1
          if (isShown && isAllowed) cancelled += 1
        },
      ),
      { numRuns: 80 },
    )
    expect(made).toBeGreaterThan(10)
    expect(cancelled).toBeGreaterThan(5)
  })
})
