import type { TestDatabases } from '../database/test-databases.ts'
import { openContentApp } from './content-app.ts'
import type { CallOptions, TestApp } from './test-app.ts'

export const releasesPath = '/api/v1/spaces/shop/releases'

/** A release under test. */
export interface TestRelease {
  readonly id: string
  readonly path: string
}

/** A space with pages in two locales, and releases of it. */
export interface ReleasesApp extends TestApp {
  release(body?: object, options?: CallOptions): Promise<TestRelease>
  /** Puts an entry into a release and answers the item. */
  add(release: TestRelease, body: object, options?: CallOptions): Promise<any>
  /** What production delivers of the pages now, by slug: their titles. */
  live(query?: string): Promise<Readonly<Record<string, string>>>
}

export async function openReleasesApp(databases: TestDatabases): Promise<ReleasesApp> {
  const app = await openContentApp(databases)
  return {
    ...app,
    release: async (body = {}, options = {}) => {
      const { id } = await app.expect(201, 'POST', releasesPath, { ...options, body: { name: 'Spring', ...body } })
      return { id, path: `${releasesPath}/${id}` }
    },
    add: ({ path }, body, options = {}) => app.expect(201, 'POST', `${path}/items`, { ...options, body }),
    live: async (query = '') => {
      const page = await app.expect(200, 'GET', `/delivery/v1/spaces/shop/content/pages?order=slug&${query}`)
      return Object.fromEntries(
        page.items.map(({ slug, fields }: { slug: string; fields: { hero_title: string } }) => [
          slug,
          fields.hero_title,
        ]),
      )
    },
  }
}
