import { compareHttp, startReference, type Endpoint } from '../lib/compare-http.ts'
import { deliveryPath } from '../lib/delivery-path.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { runCase } from '../lib/run-case.ts'

const entries = 100_000
const limit = 20

const isListOf20 = (body: string): boolean => {
  const answer: unknown = JSON.parse(body)
  if (typeof answer !== 'object' || answer === null || !('items' in answer)) return false
  return Array.isArray(answer.items) && answer.items.length === limit
}

// Every request has a filter that was never asked before, so every one is answered by the database.
await runCase(async (options) => {
  const space = await prepareSpace({ entries, tokens: 10 })
  const server = await startLatchkey(space.dataFolder)
  try {
    const latchkey: Endpoint = {
      url: server.url,
      path: `${deliveryPath}?filter[rank][gte]={unique}&order=rank&limit=${limit}`,
      uniqueBelow: entries - 2 * limit,
      headers: { authorization: `Bearer ${space.deliveryToken}` },
      isRight: isListOf20,
    }
    const reference = await startReference(latchkey)
    try {
      const name = 'delivery, list that misses every cache, 10⁵ entries'
      const target = { of: 'ratio', atLeast: 0.15 } as const
      const comparison = { name, connections: 32, latchkey, reference: reference.endpoint, target }
      return [await compareHttp(comparison, options)]
    } finally {
      await reference.stop()
    }
  } finally {
    await server.stop()
    await space.discard()
  }
})
