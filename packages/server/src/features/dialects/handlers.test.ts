import type { Dialect } from '@latchkey/dialect-kit/dialect'
import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openTestApp } from '../../test-support/test-app.ts'

const { surfaces, ...said }: Dialect = {
  name: 'example',
  title: 'Example',
  documentation: 'https://docs.example.com',
  snippets: [{ client: 'curl', language: 'shell', kinds: ['delivery'], text: `curl '{{url}}/example/{{space}}'` }],
  surfaces: [],
}

describeEachDatabase('the dialects of a server', (databases) => {
  test('are told to people and what acts for them, and to nobody else', async () => {
    const app = await openTestApp(databases, { dialects: [{ ...said, surfaces }] })
    const path = '/api/v1/dialects'
    expect(await app.expect(200, 'GET', path)).toEqual({ items: [said] })
    const personal = await app.expect(201, 'POST', '/api/v1/account/tokens', {
      body: { name: 'Reader', scope: { form: 'read' } },
    })
    await app.expect(200, 'GET', path, { token: personal.secret })
    const site = await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
      body: { kind: 'delivery', name: 'Site' },
    })
    await app.expect(403, 'GET', path, { token: site.secret })
    await app.expect(401, 'GET', path, { token: null })
  })
})
