import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import {
  contentGrants,
  entryOf,
  everyEntry,
  expectStatus,
  idsOf,
  locales,
  openLifeScenario,
  type Allowed,
  type Put,
  space,
} from '../../test-support/life-scenario.ts'

const anyType = { area: 'content', space } as const
const isKnown = ({ reads }: Allowed, { target }: Put) => locales.some((code) => reads(target, code))

describeEachDatabase('the trash by the laws', (databases) => {
  test('shows exactly the entries that the reference allows to be read in some locale, and counts them', async () => {
    const { put, grantTo, ask } = await openLifeScenario(databases)
    const trashed = await put(everyEntry, { deleted: true })
    await put(everyEntry)
    let shown = 0
    await fc.assert(
      fc.asyncProperty(
        contentGrants({ actions: ['content.read'] }),
        fc.constantFrom('pages', 'posts', null),
        async (grants, type) => {
          const allowed = await grantTo(grants)
          const query = `count=true&limit=1000${type === null ? '' : `&type=${type}`}`
          const { status, body } = await ask('GET', `/trash?${query}`)
          const expected = trashed.filter((entry) => (type === null || entry.type === type) && isKnown(allowed, entry))
          if (status !== 200) {
            expect(expected).toEqual([])
            return
          }
          expect(idsOf(body.items)).toEqual(idsOf(expected.map(({ target }) => target)))
          expect(body.total).toBe(expected.length)
          shown += expected.length
        },
      ),
      { numRuns: 40 },
    )
    expect(shown).toBeGreaterThan(50)
  })

  test('gives back, under the same slug or another, exactly what the reference allows', async () => {
    const { put, grantTo, ask } = await openLifeScenario(databases)
    const actions = ['content.read', 'content.restore', 'content.update']
    let done = 0
    await fc.assert(
      fc.asyncProperty(
        contentGrants({ actions, fields: ['slug', 'title'] }),
        entryOf(),
        fc.boolean(),
        async (grants, kind, isRenamed) => {
          const [entry] = await put([kind], { deleted: true })
          if (entry === undefined) return
          const { target } = entry
          const allowed = await grantTo(grants)
          const slug = `b-again-${entry.slug}`
          const after = isRenamed ? { after: { name: slug } } : {}
          const touches = [{ field: 'slug', locale: 'en' }]
          const isAllowed =
            allowed.decides({ action: 'content.restore', target, ...after, locales: entry.locales }) &&
            (!isRenamed || allowed.decides({ action: 'content.update', target, ...after, touches }))
          const { status } = await ask('POST', `/trash/${target.id}/restore`, isRenamed ? { slug } : {})
          const isOpen = allowed.mayEver('content.restore', anyType)
          expectStatus(status, { isAllowed, isKnown: isKnown(allowed, entry), isOpen })
          if (isAllowed) done += 1
        },
      ),
      { numRuns: 80 },
    )
    expect(done).toBeGreaterThan(10)
  })

  test('loses for good, one by one or all at once, exactly what the reference allows', async () => {
    const { put, grantTo, ask, owner, app } = await openLifeScenario(databases)
    let [done, kept] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        contentGrants({ actions: ['content.read', 'content.delete'] }),
        fc.array(entryOf(), { minLength: 4, maxLength: 4 }),
        async (grants, kinds) => {
          const [first, ...rest] = await put(kinds, { deleted: true })
          if (first === undefined) return
          const allowed = await grantTo(grants)
          const deletes = ({ target, locales: own }: Put) =>
            allowed.decides({ action: 'content.delete', target, locales: own })
          const isOpen = allowed.mayEver('content.delete', anyType)
          const one = await ask('DELETE', `/trash/${first.target.id}`)
          expectStatus(one.status, { isAllowed: deletes(first), isKnown: isKnown(allowed, first), isOpen })
          const left = deletes(first) ? rest : [first, ...rest]
          const seen = left.filter((entry) => isKnown(allowed, entry))
          const gone = seen.filter(deletes)
          const all = await ask('POST', '/trash/empty')
          if (isOpen) expect(all.body).toEqual({ deleted: gone.length, kept: seen.length - gone.length })
          else expect(all.status).toBe(403)
          const remaining = isOpen ? left.filter((entry) => !gone.includes(entry)) : left
          const { body } = await app.get('/api/v1/spaces/shop/trash', owner)
          expect(idsOf(body.items)).toEqual(idsOf(remaining.map(({ target }) => target)))
          await app.send('POST', '/api/v1/spaces/shop/trash/empty', owner)
          done += gone.length
          kept += remaining.length
        },
      ),
      { numRuns: 40 },
    )
    expect(done).toBeGreaterThan(10)
    expect(kept).toBeGreaterThan(10)
  })
})
