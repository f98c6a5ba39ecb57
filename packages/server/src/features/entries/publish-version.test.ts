import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { createPage, entries, openContentApp } from '../../test-support/content-app.ts'

const live = '/delivery/v1/spaces/shop/content/pages'

describeEachDatabase('publishing a version', (databases) => {
  /** A page of four versions: with a price, with German, renamed, with another price. */
  async function openHistory() {
    const app = await openContentApp(databases)
    const { id } = await createPage(app, 'home', { price: 1 })
    const change = (query: string, body: unknown) => app.expect(200, 'PATCH', `${entries}/${id}${query}`, { body })
    await change('?locale=de', { fields: { hero_title: 'Start' } })
    await change('', { slug: 'start' })
    await change('', { fields: { price: 4 } })
    const publish = (body: unknown, status = 200) => app.expect(status, 'POST', `${entries}/${id}/publish`, { body })
    const shown = async (slug: string, locale: string) => {
      const { status, body } = await app.call('GET', `${live}/${slug}?environment=production&locale=${locale}`)
      return status === 200 ? { version: body.version, ...body.fields } : status
    }
    return { app, id, publish, shown }
  }

  test('puts live what the entry held then, under the slug that it had', async () => {
    const { publish, shown } = await openHistory()
    expect(await publish({ version: 2 })).toMatchObject({ status: 'published', changed: true, version: 4 })
    expect(await shown('home', 'en')).toEqual({ version: 2, hero_title: 'home', price: 1 })
    expect(await shown('home', 'de')).toEqual({ version: 2, hero_title: 'Start', price: 1 })
    expect(await shown('start', 'en')).toBe(404)
    expect(await publish({ version: 4 })).toMatchObject({ changed: false })
    expect(await shown('start', 'en')).toEqual({ version: 4, hero_title: 'home', price: 4 })
  })

  test('takes offline the locales that the version did not have', async () => {
    const { publish, shown } = await openHistory()
    await publish({})
    expect(await shown('start', 'de')).toMatchObject({ hero_title: 'Start' })
    await publish({ version: 1 })
    // What is not there falls back.
    expect(await shown('home', 'de')).toEqual({ version: 1, hero_title: 'home', price: 1 })
  })

  test('of some locales leaves the others as they are', async () => {
    const { publish, shown } = await openHistory()
    await publish({})
    await publish({ version: 1, locales: ['de'] })
    expect(await shown('start', 'en')).toEqual({ version: 4, hero_title: 'home', price: 4 })
    expect(await shown('start', 'de')).toEqual({ version: 4, hero_title: 'home', price: 4 })
  })

  test('finds what is live by the values of that version', async () => {
    const { app, publish } = await openHistory()
    await publish({})
    await publish({ version: 1 })
    const found = async (price: number) => {
      const list = await app.expect(200, 'GET', `${live}?environment=production&filter[price][eq]=${price}`)
      return list.items.length
    }
    expect([await found(1), await found(4)]).toEqual([1, 0])
  })

  test('is refused for a version that the entry never had', async () => {
    const { publish } = await openHistory()
    const problem = await publish({ version: 5 }, 422)
    expect(problem.errors).toEqual([{ pointer: '/version', detail: 'The entry has no such version.' }])
  })
})
