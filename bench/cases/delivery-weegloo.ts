import { compareHttp, constantEndpoint, type Endpoint } from '../lib/compare-http.ts'
import { deliveryPath } from '../lib/delivery-path.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { runCase } from '../lib/run-case.ts'

const slug = 'article-500'

// What speaking the dialect costs: the same entry, of the same server, as its own delivery API answers it.
await runCase(async (options) => {
  const space = await prepareSpace({ entries: 1_000, tokens: 10 })
  const server = await startLatchkey(space.dataFolder)
  try {
    const headers = { authorization: `Bearer ${space.deliveryToken}` }
    const own = await (await fetch(`${server.url}${deliveryPath}/${slug}`, { headers })).json()
    const id = typeof own === 'object' && own !== null && 'id' in own ? String(own.id) : ''
    const reference = await constantEndpoint({ url: server.url, path: `${deliveryPath}/${slug}`, headers })
    const [, spacePath = ''] = /(\/spaces\/[^/]+)/.exec(deliveryPath) ?? []
    const latchkey: Endpoint = await constantEndpoint({
      url: server.url,
      path: `/weegloo/cda/v1${spacePath}/contents/${id}`,
      headers,
    })
    const name = 'delivery, one content of WEEGLOO beside our own item'
    return [
      await compareHttp({ name, connections: 32, latchkey, reference, target: { of: 'ratio', atLeast: 0.5 } }, options),
    ]
  } finally {
    await server.stop()
    await space.discard()
  }
})
