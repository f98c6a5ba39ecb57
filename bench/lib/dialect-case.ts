import { articleSlug } from './article.ts'
import { compareHttp, type Endpoint } from './compare-http.ts'
import { deliveryPath } from './delivery-path.ts'
import { startLatchkey } from './latchkey-process.ts'
import { type PreparedSpace, prepareSpace } from './prepare-space.ts'
import { runCase } from './run-case.ts'
import type { ServerProcess } from './server-process.ts'

/** Which article is read. */
export const slug = articleSlug(500)

/** Where our delivery API answers it. */
export const ownPath = `${deliveryPath}/${slug}`

/** One article as a dialect answers it, and the same as our own API does. */
type Sides = { readonly latchkey: Endpoint; readonly reference: Endpoint }

/** What speaking a dialect costs: the same article, of the same server, as its own API answers it. */
export const runDialectCase = (
  name: string,
  sidesOf: (space: PreparedSpace, server: ServerProcess) => Promise<Sides>,
): Promise<void> =>
  runCase(async (options) => {
    const space = await prepareSpace({ entries: 1_000, tokens: 10 })
    const server = await startLatchkey(space.dataFolder)
    try {
      const sides = await sidesOf(space, server)
      return [await compareHttp({ name, connections: 32, ...sides, target: { of: 'ratio', atLeast: 0.5 } }, options)]
    } finally {
      await server.stop()
      await space.discard()
    }
  })
