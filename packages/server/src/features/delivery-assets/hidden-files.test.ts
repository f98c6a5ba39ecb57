import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { apiToken, openContentApp } from '../../test-support/content-app.ts'
import type { TestApp } from '../../test-support/test-app.ts'
import { upload } from '../../test-support/upload.ts'

/*
 * The same questions are asked before and after files come that the readers may not see. Every answer has to have the same
 * bytes, or the readers could tell that something came.
 */

const managed = '/api/v1/spaces/shop/assets'
const delivered = '/delivery/v1/spaces/shop/assets'

const seen = [
  { name: 'apple.txt', category: 'Fruit', tags: ['red'] },
  { name: 'banana.txt', category: 'Fruit', tags: ['yellow'] },
  { name: 'carrot.txt', category: 'Roots', tags: [] },
]

const lists = [
  'count=true',
  'limit=1&count=true',
  'limit=2&order=file_name',
  'limit=2&order=-category',
  'order=bytes&count=true',
  'filter[file_name][contains]=apple&count=true',
  'filter[category]=Hidden&count=true',
  'filter[category][in]=Fruit,Hidden&order=file_name',
  'filter[private]=true&count=true',
  'filter[tags]=secret&count=true',
  'filter[or][0][file_name]=apple.txt&filter[or][1][file_name]=hidden-denied.txt',
  'search=apple&count=true',
  'search=secret&count=true',
]
const hiddenNames = [
  'hidden-private.txt',
  'hidden-draft.txt',
  'hidden-staged.txt',
  'hidden-denied.txt',
  'hidden-gone.txt',
]

describeEachDatabase('files that a reader may not see', (databases) => {
  let app: TestApp
  let readers: Readonly<Record<'delivery' | 'narrow delivery' | 'api', string>>
  beforeAll(async () => {
    app = await openContentApp(databases)
    const delivery = async (more: object) => {
      const body = { kind: 'delivery', name: 'Site', ...more }
      return (await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', { body })).secret as string
    }
    const read = { effect: 'allow', actions: ['media.read'], resources: ['media'] } as const
    const hidden = { effect: 'deny', actions: ['media.read'], resources: ['media:category:Hidden'] } as const
    readers = {
      delivery: await delivery({}),
      'narrow delivery': await delivery({ grants: [read, hidden] }),
      api: await apiToken(app, read, hidden, { ...hidden, resources: ['media:hidden-*'] }),
    }
    for (const { name, category, tags } of seen) {
      const { id } = await upload(app, name, name, { category, tags: JSON.stringify(tags) })
      await app.expect(200, 'POST', `${managed}/${id}/publish`)
    }
  })

  /** Everything that a reader is told, page after page. */
  async function told(token: string, paths: readonly string[]): Promise<unknown[]> {
    const answers: unknown[] = []
    for (const path of paths) {
      let after: string | null = null
      do {
        const at: string = after === null ? path : `${path}&after=${encodeURIComponent(after)}`
        const { status, text, body, headers } = await app.call('GET', encodeURI(decodeURI(at)), { token })
        answers.push([path, status, headers['etag'], text.replaceAll(/urn:request:[\w-]+/g, '')])
        after = body?.next ?? null
      } while (after !== null)
    }
    return answers
  }

  const pathsBelow = (base: string) => [
    ...lists.map((query) => `${base}?${query}`),
    ...hiddenNames.flatMap((name) => [`${base}/${name}`, `${base}/${name}/file`]),
  ]
  const everythingOpen = () =>
    told(readers.delivery, [...pathsBelow(delivered), ...hiddenNames.map((name) => `${delivered}/${name}/signed-url`)])
  const everythingNarrow = async () => ({
    narrow: await told(readers['narrow delivery'], pathsBelow(delivered)),
    api: await told(readers.api, [
      ...pathsBelow(managed),
      ...pathsBelow(delivered),
      '/api/v1/spaces/shop/categories',
      '/api/v1/spaces/shop/asset-tags',
    ]),
  })

  test('leave no trace in lists, filters, order, search, counts, cursors and tags of answers', async () => {
    const before = { open: await everythingOpen(), ...(await everythingNarrow()) }
    expect(before.open.length).toBeGreaterThan(lists.length + hiddenNames.length)
    const hide = (name: string, fields: Readonly<Record<string, string>>) =>
      upload(app, name, 'apple secret', { tags: '["secret","red"]', category: 'Fruit', ...fields })
    const [isPrivate, , staged, denied, gone] = [
      await hide('hidden-private.txt', { private: 'true' }),
      await hide('hidden-draft.txt', { metadata: '{"title":"apple"}' }),
      await hide('hidden-staged.txt', {}),
      await hide('hidden-denied.txt', { category: 'Hidden' }),
      await hide('hidden-gone.txt', {}),
    ]
    await app.expect(200, 'POST', `${managed}/${isPrivate.id}/publish`)
    await app.expect(201, 'POST', '/api/v1/spaces/shop/environments', { body: { slug: 'staging' } })
    await app.expect(200, 'POST', `${managed}/${staged.id}/publish`, { body: { environments: ['staging'] } })
    await app.expect(200, 'POST', `${managed}/${gone.id}/publish`)
    await app.expect(204, 'DELETE', `${managed}/${gone.id}`)
    // The file of the category that some are denied is a draft so far, which all are denied.
    expect({ open: await everythingOpen(), ...(await everythingNarrow()) }).toEqual(before)

    await app.expect(200, 'POST', `${managed}/${denied.id}/publish`)
    const { narrow, api } = await everythingNarrow()
    expect({ narrow, api }).toEqual({ narrow: before.narrow, api: before.api })
    // The reader who may see it does.
    const { total } = await app.expect(200, 'GET', `${delivered}?count=true`, { token: readers.delivery })
    expect(total).toBe(seen.length + 1)
  })
})
