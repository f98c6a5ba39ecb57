import { compareHttp, constantEndpoint, startReference } from '../lib/compare-http.ts'
import { runCase } from '../lib/run-case.ts'

// The harness measured by itself: two equal servers, so every distance from 1 is noise of the machine.
const item = {
  id: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11',
  type: 'articles',
  slug: 'article-1',
  locale: 'en',
  fields: { title: 'Article 1', body: 'All human beings are born free and equal in dignity and rights. '.repeat(12) },
}

await runCase(async (options) => {
  const body = encodeURIComponent(JSON.stringify(item))
  const source = { url: `data:application/json,${body}`, path: '', headers: {}, isRight: () => true }
  const one = await startReference(source)
  const other = await startReference(source)
  try {
    const latchkey = await constantEndpoint({ url: one.url, path: '/', headers: {} })
    const reference = { ...other.endpoint, path: '/' }
    const comparison = { name: 'reference against itself', connections: 32, latchkey, reference, target: null }
    return [await compareHttp(comparison, options)]
  } finally {
    await one.stop()
    await other.stop()
  }
})
