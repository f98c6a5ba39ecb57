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
    const authorization = { authorization: `Bearer ${space.deliveryToken}` }
    const own = { url: server.url, path: `${deliveryPath}/${slug}`, headers: authorization }
    const reference = await constantEndpoint(own)
    const item: unknown = await (await fetch(own.url + own.path, { headers: authorization })).json()
    const { id, type } = nameOf(item)
    const headers = { api_key: deliveryPath.split('/')[4] ?? '', access_token: space.deliveryToken }
    const path = `/v3/content_types/${type}/entries/blt${id.replaceAll('-', '')}`
    const latchkey: Endpoint = await constantEndpoint({ url: server.url, path, headers })
    const name = 'delivery, one entry of Contentstack beside our own item'
    return [
      await compareHttp({ name, connections: 32, latchkey, reference, target: { of: 'ratio', atLeast: 0.5 } }, options),
    ]
  } finally {
    await server.stop()
    await space.discard()
  }
})

function nameOf(item: unknown): { readonly id: string; readonly type: string } {
  if (typeof item === 'object' && item !== null && 'id' in item && 'type' in item)
    return { id: String(item.id), type: String(item.type) }
  throw new Error('The reference is no entry: look at what the delivery API answers.')
}
