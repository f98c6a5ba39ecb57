import type { Grant } from '@latchkey/policy/grant'
import type { TestDatabases } from '../database/test-databases.ts'
import { openTestApp, type TestApp, type TestAppOptions } from './test-app.ts'

/** The entries of the space that tests work in. */
export const entries = '/api/v1/spaces/shop/entries'

/** An app whose space has the locales `en` and `de` and the type `pages`. */
export async function openContentApp(databases: TestDatabases, options: TestAppOptions = {}): Promise<TestApp> {
  const app = await openTestApp(databases, options)
  await app.expect(201, 'POST', '/api/v1/spaces/shop/locales', { body: { code: 'de', fallback: 'en' } })
  await app.expect(201, 'POST', '/api/v1/spaces/shop/content-types', {
    body: {
      slug: 'pages',
      fields: [
        { id: 'hero_title', type: 'text', required: true, localized: true, filterable: true },
        { id: 'hero_image', type: 'text', localized: true },
        { id: 'price', type: 'number', filterable: true, validation: { minimum: 0 } },
        { id: 'code', type: 'text', unique: true, validation: { max_length: 1000 } },
        { id: 'next', type: 'reference', types: ['pages'] },
        {
          id: 'sections',
          type: 'blocks',
          blocks: [{ name: 'text', fields: [{ id: 'title', type: 'text', required: true }] }],
        },
      ],
    },
  })
  return app
}

/** The text of a new api token with these grants. */
export async function apiToken(app: TestApp, ...grants: Grant[]): Promise<string> {
  const made = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
    body: { kind: 'api', name: 'Test', grants },
  })
  return made.secret
}

/** Creates a page and answers it. */
export function createPage(app: TestApp, slug: string, fields: Record<string, unknown> = {}) {
  return app.expect(201, 'POST', entries, { body: { type: 'pages', slug, fields: { hero_title: slug, ...fields } } })
}
