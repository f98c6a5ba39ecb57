import { apiOf, textAt } from '../lib/api.ts'
import { compareHttp, constantEndpoint } from '../lib/compare-http.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { ownerSession, prepareSpace } from '../lib/prepare-space.ts'
import { runCase } from '../lib/run-case.ts'

const slug = 'article-500'
const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:articles:*'] }]

// What speaking the dialect costs: its tokens read working copies, and so does the reference, with the same token.
await runCase(async (options) => {
  const space = await prepareSpace({ entries: 1_000, tokens: 10 })
  const server = await startLatchkey(space.dataFolder)
  try {
    const api = apiOf(server.url, await ownerSession(server))
    const token = textAt(
      await api('POST', '/api/v1/spaces/bench/tokens', { kind: 'api', name: 'Site', grants }),
      'secret',
    )
    const headers = { authorization: `Bearer ${token}` }
    const endpoint = (path: string) => constantEndpoint({ url: server.url, path, headers })
    const reference = await endpoint(`/api/v1/spaces/bench/entries/${slug}?type=articles`)
    const latchkey = await endpoint(`/comet/api/v1/workspaces/bench/content/articles/${slug}`)
    const name = 'one entry of CometCMS beside our own'
    return [
      await compareHttp({ name, connections: 32, latchkey, reference, target: { of: 'ratio', atLeast: 0.5 } }, options),
    ]
  } finally {
    await server.stop()
    await space.discard()
  }
})
