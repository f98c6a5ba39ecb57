import type { Grant } from '@latchkey/policy/grant'
import { printGrants } from '@latchkey/policy/print'
import type { Request } from '@latchkey/policy/request'
import { referenceDecide } from '@latchkey/policy/testing/reference'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken } from '../../test-support/content-app.ts'
import { openTestApp, type TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'

const managed = '/api/v1/spaces/shop/assets'
const delivered = '/delivery/v1/spaces/shop/assets'

const names = ['a.txt', 'A.txt', 'a_b.txt', 'aXb.txt', 'logo.txt', 'logo-old.txt', 'news.txt', 'b.txt']
const categories = [null, 'Brand', 'Brand / Logos', 'Brand / Logos / Old', 'Brandy', 'Press'] as const

const resource = fc.constantFrom(
  'media',
  'media:*',
  'media:*.txt',
  'media:logo*',
  'media:a_b.txt',
  'media:A.txt',
  'media:category:*',
  'media:category:Brand',
  'media:category:Brand / *',
  'media:category:Brand*',
  'media:category:Press',
  'space:shop:media:category:Brand / Logos',
  'space:other:media',
)
const grantOf = (action: string, effects: readonly Grant['effect'][]): fc.Arbitrary<Grant> =>
  fc.record({
    effect: fc.constantFrom(...effects),
    actions: fc.constant([action]),
    resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
    conditions: fc.constantFrom<NonNullable<Grant['conditions']>>(
      {},
      {},
      { own: true },
      { tags: ['sale'] },
      { tags: ['new', 'live'] },
    ),
  })
const all = (action: string): Grant => ({ effect: 'allow', actions: [action], resources: ['media'] })
/** Grants of an action: few allows, or all and some denies. */
const grantsOf = (action: string) =>
  fc.oneof(
    fc.array(grantOf(action, ['allow', 'allow', 'deny']), { minLength: 1, maxLength: 4 }),
    fc.array(grantOf(action, ['deny']), { minLength: 1, maxLength: 3 }).map((denies) => [all(action), ...denies]),
  )

interface File {
  readonly id: string
  readonly name: string
  readonly category: string | null
  readonly creator: string
  readonly tags: readonly string[]
  /** What is live, and what is delivered is decided by. */
  readonly liveTags: readonly string[]
}

/** What a file bears: by the bits of its place, before and after it is published. */
const tagsOf = (index: number, among: readonly string[]) => among.filter((_name, at) => (index >> at) % 2 === 0)

describeEachDatabase('files by the laws', (databases) => {
  let app: TestApp
  let token: string
  let principal: string
  const files: File[] = []

  beforeAll(async () => {
    app = await openTestApp(databases)
    token = await apiToken(app, { effect: 'allow', actions: ['media.upload', 'media.read'], resources: ['media'] })
    principal = `token:${token.split('_')[2]}`
    for (const [index, name] of names.entries()) {
      const category = categories[index % categories.length] ?? null
      const own = index % 3 === 0
      const liveTags = tagsOf(index, ['live', 'new'])
      const fields = {
        private: String(index % 4 === 1),
        tags: JSON.stringify(liveTags),
        ...(category !== null && { category }),
      }
      const { id, created_by: creator } = await upload(app, name, name, fields, own ? { token } : {})
      await app.expect(200, 'POST', `${managed}/${id}/publish`)
      const tags = tagsOf(index, ['sale', 'new'])
      await app.expect(200, 'PATCH', `${managed}/${id}`, { body: { tags } })
      files.push({ id, name, category, creator, tags, liveTags })
    }
    expect(files.filter(({ creator }) => creator === principal)).toHaveLength(3)
  })

  const grantTo = (grants: readonly Grant[]) =>
    app.database.write((tx) =>
      tx
        .updateTable('tokens')
        .set((row) => ({ grants: JSON.stringify(printGrants(grants)), version: row('version', '+', 1) }))
        .where('id', '=', principal.slice('token:'.length))
        .execute(),
    )

  const may = (
    grants: readonly Grant[],
    action: string,
    { liveTags: _live, ...file }: File,
    after?: Request['after'],
  ): boolean =>
    referenceDecide(grants, {
      action,
      principal,
      target: { area: 'media', space: app.space, ...file },
      ...(after && { after }),
    }).allowed

  test.each([managed, delivered])(
    'the list at %s holds exactly what single reads show, and they what the laws allow',
    async (path) => {
      let [shown, hidden] = [0, 0]
      await fc.assert(
        fc.asyncProperty(grantsOf('media.read'), fc.constantFrom(...categories), async (grants, category) => {
          await grantTo(grants)
          const singly = []
          const refusals = new Set<number>()
          for (const file of files) {
            const { status, body } = await app.call('GET', `${path}/${file.id}`, { token })
            const shownAs = path === delivered ? { ...file, tags: file.liveTags } : file
            expect([file.name, status === 200]).toEqual([file.name, may(grants, 'media.read', shownAs)])
            if (status === 200) singly.push(body)
            else refusals.add(status)
          }
          // Who may read something is told that the rest is not there; who may read nothing, that much.
          if (singly.length > 0) expect([...refusals].filter((status) => status !== 404)).toEqual([])
          expect(refusals.size).toBeLessThanOrEqual(1)
          hidden += files.length - singly.length
          shown += singly.length
          const list = await app.call('GET', `${path}?order=file_name&count=true`, { token })
          if (list.status === 403) {
            expect(singly).toEqual([])
            return
          }
          const byName = (one: { file_name: string }, other: { file_name: string }) =>
            one.file_name < other.file_name ? -1 : 1
          expect(list.body.items.toSorted(byName)).toEqual(singly.toSorted(byName))
          expect(list.body.total).toBe(singly.length)
          const filter = category === null ? 'filter[category][exists]=false' : `filter[category]=${category}`
          const filtered = await app.expect(200, 'GET', encodeURI(`${path}?${filter}&count=true`), { token })
          expect(filtered.total).toBe(singly.filter((each) => each.category === category).length)
        }),
        { numRuns: 20 },
      )
      expect(shown).toBeGreaterThan(10)
      expect(hidden).toBeGreaterThan(10)
    },
    120_000,
  )

  test('a file is renamed, moved and tagged only where the laws allow it on both sides', async () => {
    const after = fc.record(
      {
        name: fc.constantFrom('logo-new.txt', 'other.txt'),
        category: fc.constantFrom(...categories),
        tags: fc.subarray(['sale', 'new', 'live']),
      },
      { requiredKeys: [] },
    )
    const readers = fc.constantFrom<readonly Grant[]>([], [all('media.read')])
    let [done, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        grantsOf('media.update'),
        readers,
        fc.constantFrom(...names.keys()),
        after,
        async (updates, reads, index, change) => {
          const file = files[index]!
          await grantTo([...updates, ...reads])
          const { name, category, tags } = change
          const body = {
            ...(name !== undefined && { file_name: name }),
            ...(category !== undefined && { category }),
            ...(tags !== undefined && { tags }),
          }
          const { status } = await app.call('PATCH', `${managed}/${file.id}`, { token, body })
          const isAllowed = may(updates, 'media.update', file, change)
          expect(status === 200).toBe(isAllowed)
          if (!isAllowed && reads.length > 0) expect(status).toBe(403)
          if (isAllowed) done += 1
          else refused += 1
          const back = { file_name: file.name, category: file.category, tags: file.tags }
          if (status === 200) await app.expect(200, 'PATCH', `${managed}/${file.id}`, { body: back })
        },
      ),
      { numRuns: 60 },
    )
    expect(done).toBeGreaterThan(5)
    expect(refused).toBeGreaterThan(5)
  }, 120_000)
})
