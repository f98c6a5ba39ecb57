import { compareHttp, constantEndpoint, type Endpoint } from '../lib/compare-http.ts'
import { deliveryPath } from '../lib/delivery-path.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { runCase } from '../lib/run-case.ts'

const slug = 'article-500'

/** The story of an answer, which stays the same while the version of the answer goes with the minutes. */
const storyIn = (body: string): string => {
  const answer: unknown = JSON.parse(body)
  return JSON.stringify(typeof answer === 'object' && answer !== null && 'story' in answer ? answer.story : null)
}

// What speaking the dialect costs: the same entry, of the same server, as its own delivery API answers it.
await runCase(async (options) => {
  const space = await prepareSpace({ entries: 1_000, tokens: 10 })
  const server = await startLatchkey(space.dataFolder)
  try {
    const headers = { authorization: `Bearer ${space.deliveryToken}` }
    const reference = await constantEndpoint({ url: server.url, path: `${deliveryPath}/${slug}`, headers })
    const path = `/storyblok/v2/cdn/stories/${slug}?token=${space.deliveryToken}&version=published&cv=1`
    const story = storyIn(await (await fetch(server.url + path)).text())
    const latchkey: Endpoint = { url: server.url, path, headers: {}, isRight: (body) => storyIn(body) === story }
    const name = 'delivery, one story of Storyblok beside our own item'
    return [
      await compareHttp({ name, connections: 32, latchkey, reference, target: { of: 'ratio', atLeast: 0.5 } }, options),
    ]
  } finally {
    await server.stop()
    await space.discard()
  }
})
