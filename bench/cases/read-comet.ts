import { apiOf, textAt } from '../lib/api.ts'
import { constantEndpoint } from '../lib/compare-http.ts'
import { runDialectCase, slug } from '../lib/dialect-case.ts'
import { ownerSession } from '../lib/prepare-space.ts'

const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:articles:*'] }]

// Its tokens read working copies, and so does the reference, with the same token.
await runDialectCase('one entry of CometCMS beside our own', async (_space, server) => {
  const { url } = server
  const api = apiOf(url, await ownerSession(server))
  const made = await api('POST', '/api/v1/spaces/bench/tokens', { kind: 'api', name: 'Site', grants })
  const headers = { authorization: `Bearer ${textAt(made, 'secret')}` }
  return {
    latchkey: await constantEndpoint({ url, path: `/comet/api/v1/workspaces/bench/content/articles/${slug}`, headers }),
    reference: await constantEndpoint({ url, path: `/api/v1/spaces/bench/entries/${slug}?type=articles`, headers }),
  }
})
