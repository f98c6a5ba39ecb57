import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collect, type Home, newHome, stop } from './support/latchkey.ts'

let home: Home
beforeAll(() => {
  home = newHome()
})
afterAll(() => home.remove())

/** Starts the demo, does something with what it has printed, and stops it. */
async function demo<Value>(work: (text: string) => Promise<Value>): Promise<Value> {
  const child = home.start('demo --data data/demo --port 0')
  const [out, err] = [collect(child.stdout), collect(child.stderr)]
  try {
    while (!out().includes('content export')) {
      if (child.exitCode !== null) throw new Error(`The demo did not start: ${err()}`)
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    }
    return await work(out())
  } finally {
    await stop(child, 'SIGINT')
  }
}

/** Does what a printed curl line would do. */
async function paste(line: string): Promise<number> {
  const headers = [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]): [string, string] => [
    name!,
    value!,
  ])
  const [, body] = /-d '([^']+)'/.exec(line) ?? []
  const [, url] = / '(http[^']+)'$/.exec(line) ?? []
  const { status } = await fetch(url!, { headers, ...(body && { method: 'POST', body }) })
  return status
}

test(
  'every printed request does what it says, at every start, with the same delivery token',
  { timeout: 60_000 },
  async () => {
    const tokens = new Set<string>()
    for (const _ of ['first start', 'second start']) {
      await demo(async (text) => {
        const lines = text.split('\n').filter((line) => line.startsWith('curl '))
        expect(await Promise.all(lines.map(paste))).toEqual([200, 200, 404, 403, 403, 200])
        tokens.add(/lk_dlv_\w+/.exec(text)![0])
      })
    }
    expect(tokens.size).toBe(1)
  },
)
