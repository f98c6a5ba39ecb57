import { compareHttp, constantEndpoint } from '../lib/compare-http.ts'
import { deliveryPath } from '../lib/delivery-path.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace, type PreparedSpace } from '../lib/prepare-space.ts'
import type { Result } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

const paths = [
  { name: 'one item', path: '/article-500' },
  { name: 'list of 20', path: '?filter[section][eq]=science&order=rank&limit=20' },
]

// Latchkey beside itself: a space a thousand times bigger must answer nearly as fast.
await runCase(async (options) => {
  const small = await prepareSpace({ entries: 1_000, tokens: 10 })
  const big = await prepareSpace({ entries: 1_000_000, tokens: 100_000 })
  const smallServer = await startLatchkey(small.dataFolder)
  const bigServer = await startLatchkey(big.dataFolder)
  const endpoint = ({ url }: { url: string }, { deliveryToken }: PreparedSpace, path: string) =>
    constantEndpoint({ url, path: deliveryPath + path, headers: { authorization: `Bearer ${deliveryToken}` } })
  try {
    const results: Result[] = []
    for (const { name, path } of paths) {
      const comparison = {
        name: `delivery, ${name}, 10⁶ entries and 10⁵ tokens beside 10³ and 10`,
        connections: 32,
        latchkey: await endpoint(bigServer, big, path),
        reference: await endpoint(smallServer, small, path),
        target: { of: 'ratio', atLeast: 0.9 } as const,
      }
      results.push(await compareHttp(comparison, options))
    }
    return results
  } finally {
    await smallServer.stop()
    await bigServer.stop()
    await small.discard()
    await big.discard()
  }
})
