import { apiOf, textAt } from '../lib/api.ts'
import { compareHttp, constantEndpoint, startFileReference } from '../lib/compare-http.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { ownerSession, prepareSpace } from '../lib/prepare-space.ts'
import type { Result } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

const assetsPath = '/api/v1/spaces/bench/assets'
const sizes = [
  { label: '16 KiB', bytes: 16 * 1024 },
  { label: '1 MiB', bytes: 1024 * 1024 },
] as const

// Public files on disk, read with a delivery token.
await runCase(async (options) => {
  const space = await prepareSpace({ entries: 10, tokens: 0 })
  const server = await startLatchkey(space.dataFolder)
  const results: Result[] = []
  try {
    const session = await ownerSession(server)
    const api = apiOf(server.url, session)
    for (const { label, bytes } of sizes) {
      const id = await upload(`${server.url}${assetsPath}`, session, textOf(bytes))
      await api('POST', `${assetsPath}/${id}/publish`, {})
      const latchkey = await constantEndpoint({
        url: server.url,
        path: `/delivery/v1/spaces/bench/assets/${id}/file`,
        headers: { authorization: `Bearer ${space.deliveryToken}` },
      })
      const reference = await startFileReference(latchkey)
      const name = `delivery, a file of ${label}`
      try {
        const comparison = { name, connections: 32, latchkey, reference: reference.endpoint, target: null }
        results.push(await compareHttp(comparison, options))
      } finally {
        await reference.stop()
      }
    }
    return results
  } finally {
    await server.stop()
    await space.discard()
  }
})

async function upload(url: string, session: string, text: string): Promise<string> {
  const form = new FormData()
  form.set('file', new File([text], `${text.length}.txt`, { type: 'text/plain' }))
  const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${session}` }, body: form })
  if (!response.ok) throw new Error(`The upload answered ${response.status}: ${await response.text()}`)
  return textAt(await response.json(), 'id')
}

/** Plain text of so many bytes. */
function textOf(bytes: number): string {
  const line = 'every token opens exactly its own door\n'
  return line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes)
}
