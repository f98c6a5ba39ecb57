import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, createPage, entries, openContentApp } from '../../test-support/content-app.ts'
import { Mirror } from '../../test-support/mirror.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'

const space = '/api/v1/spaces/shop'
const read = { effect: 'allow', actions: ['content.read', 'media.read'] } as const

const locales = fc.constantFrom(undefined, ['en'], ['de'], ['fr'], ['en', 'de'])
const environments = fc.constantFrom(undefined, undefined, ['staging'], ['production', 'staging'])
const entry = fc.nat(4)
const file = fc.nat(2)
/** What may happen to entries and files; what is refused changes nothing. */
const act = fc.oneof(
  fc.record({ is: fc.constant('publish' as const), entry, locales, environments }),
  fc.record({ is: fc.constant('publish' as const), entry, locales, environments }),
  fc.record({ is: fc.constant('unpublish' as const), entry, locales, environments }),
  fc.record({ is: fc.constant('save' as const), entry, locale: fc.constantFrom('en', 'de', 'fr'), text: fc.nat(99) }),
  fc.record({ is: fc.constant('rename' as const), entry, slug: fc.constantFrom('a', 'b', 'denied') }),
  fc.record({ is: fc.constantFrom('delete' as const, 'archive' as const, 'restore' as const, 'date' as const), entry }),
  fc.record({ is: fc.constantFrom('publish-file' as const, 'unpublish-file' as const, 'delete-file' as const), file }),
  fc.record({ is: fc.constant('move-file' as const), file, category: fc.constantFrom('Open', 'Closed') }),
  fc.record({ is: fc.constant('close-file' as const), file, private: fc.boolean() }),
  fc.constant({ is: 'reshape' as const }),
)
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

interface World {
  readonly app: TestApp
  readonly entries: string[]
  readonly files: string[]
  reshaped: number
}

async function perform(world: World, acted: Act): Promise<void> {
  const { app } = world
  const send = (method: string, path: string, body?: object) =>
    app.call(method, path, body === undefined ? {} : { body })
  if (acted.is === 'reshape') {
    const { fields } = await app.expect(200, 'GET', `${space}/content-types/pages`)
    const renamed = fields.map((field: { id: string }) =>
      field.id.startsWith('price') ? { ...field, id: `price_${(world.reshaped += 1)}`, was: field.id } : field,
    )
    await app.expect(200, 'PATCH', `${space}/content-types/pages`, { body: { fields: renamed } })
    return
  }
  if ('file' in acted) {
    const at = `${space}/assets/${world.files[acted.file]}`
    if (acted.is === 'publish-file') await send('POST', `${at}/publish`, {})
    if (acted.is === 'unpublish-file') await send('POST', `${at}/unpublish`, {})
    if (acted.is === 'move-file') await send('PATCH', at, { category: acted.category })
    if (acted.is === 'close-file') await send('PATCH', at, { private: acted.private })
    if (acted.is === 'delete-file') {
      await send('DELETE', at)
      world.files[acted.file] = (await upload(app, `${acted.file}.txt`, '{}', { category: 'Open' })).id
    }
    return
  }
  const id = world.entries[acted.entry] ?? ''
  const at = `${entries}/${id}`
  if (acted.is === 'publish' || acted.is === 'unpublish') {
    const { locales: named, environments: places } = acted
    await send('POST', `${at}/${acted.is}`, {
      ...(named && { locales: named }),
      ...(places && { environments: places }),
    })
  }
  if (acted.is === 'save')
    await send('PATCH', `${at}?locale=${acted.locale}`, { fields: { hero_title: `t${acted.text}` } })
  if (acted.is === 'rename') await send('PATCH', at, { slug: `${acted.slug}-${acted.entry}` })
  if (acted.is === 'archive') await send('POST', `${at}/archive`)
  if (acted.is === 'delete') await send('DELETE', at)
  if (acted.is === 'restore') await send('POST', `${space}/trash/${id}/restore`, {})
  if (acted.is === 'date') {
    app.clock.now += 1000
    await send('PATCH', at, { published_at: new Date(app.clock.now).toISOString() })
  }
}

describeEachDatabase('law: whoever is told of changes keeps what lists have', (databases) => {
  test('for every reader, after all writes, however few are told at once; and of what was never read nothing is told', async () => {
    const app = await openContentApp(databases)
    await app.expect(201, 'POST', `${space}/locales`, { body: { code: 'fr' } })
    await app.expect(201, 'POST', `${space}/environments`, { body: { slug: 'staging' } })
    const key = async (grants?: object): Promise<string> => {
      const body = { kind: 'delivery', name: 'Test', ...(grants && { grants }) }
      return (await app.expect(201, 'POST', `${space}/tokens`, { body })).secret
    }
    const narrow = await key([
      { ...read, resources: ['content:pages', 'media:category:Open'], conditions: { locales: ['en', 'de'] } },
      { effect: 'deny', actions: ['content.read'], resources: ['content:*:denied-*'] },
    ])
    const writer = await apiToken(
      app,
      { effect: 'allow', actions: ['content.create'], resources: ['content:*'] },
      { ...read, resources: ['content:*'], conditions: { own: true } },
    )
    const readers: readonly (readonly [string, string])[] = [
      [await key(), ''],
      [await key(), 'locale=*'],
      [narrow, 'locale=de'],
      [narrow, 'locale=*'],
      [await key([{ ...read, resources: ['content:pages:a-*'] }]), 'locale=fr'],
      [writer, ''],
    ]
    const world: World = { app, entries: [], files: [], reshaped: 0 }
    for (const index of [0, 1, 2, 3, 4]) {
      const token = index % 2 === 0 ? app.owner.token : writer
      const body = { type: 'pages', slug: `a-${index}`, fields: { hero_title: 'x', price: index } }
      const { id } = await app.expect(201, 'POST', entries, { body, token })
      world.entries.push(id)
    }
    await createPage(app, 'draft')
    for (const index of [0, 1, 2]) {
      world.files.push((await upload(app, `${index}.txt`, '{}', { category: 'Open' })).id)
    }
    const mirrors = readers.map(([token, query]) => ({
      mirror: new Mirror(app, token, query),
      seen: new Set<string>(),
    }))
    let goneTold = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 4, maxLength: 14 }),
        fc.integer({ min: 1, max: 4 }),
        async (acts, limit) => {
          for (const [index, acted] of acts.entries()) {
            await perform(world, acted)
            for (const { mirror, seen } of mirrors) {
              for (const id of (await mirror.listed()).keys()) seen.add(id)
              // Some are told at once, some late, some in the middle of being told.
              if (index % 3 === 1) check(seen, (await mirror.step(limit)).items)
            }
          }
          for (const { mirror, seen } of mirrors) {
            check(seen, await mirror.pull(limit))
            await mirror.expectWhole()
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    )
    expect(goneTold).toBeGreaterThan(20)

    function check(seen: ReadonlySet<string>, told: readonly any[]): void {
      const gone = told.filter(({ change }) => String(change).endsWith('.gone'))
      goneTold += gone.length
      expect(gone.filter(({ id }) => !seen.has(id))).toEqual([])
    }
  }, 120_000)
})
