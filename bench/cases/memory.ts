import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { deliveryPath } from '../lib/delivery-path.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { runLoad } from '../lib/load.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { summarise, type Measurement } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'
import { slope } from '../lib/slope.ts'

const requestsWanted = 1_000_000

/** Resident memory of a process in MB, as Linux tells it. */
const residentMegabytes = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(?<kilobytes>\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups
  if (kilobytes === undefined) throw new Error('This case reads /proc: run it on Linux.')
  return Number(kilobytes['kilobytes']) / 1024
}

// One process through all of it. `--seconds` is the length of one step between two looks at the memory; the steps go on
// until a million requests are answered.
await runCase(async ({ seconds }) => {
  const space = await prepareSpace({ entries: 1_000, tokens: 10 })
  const server = await startLatchkey(space.dataFolder)
  try {
    await sleep(3_000)
    const idle = residentMegabytes(server.pid)
    const headers = { authorization: `Bearer ${space.deliveryToken}` }
    const load = { url: server.url, headers, connections: 32, seconds, uniqueBelow: 0 }
    const looks: { x: number; y: number }[] = []
    let errors = 0
    let requests = 0
    for (let step = 0; requests < requestsWanted; step += 1) {
      const path = step % 2 === 0 ? `/article-${step % 1_000}` : `?filter[section][eq]=news&limit=20`
      const result = await runLoad({ ...load, path: deliveryPath + path })
      if (result.requestsPerSecond < 1) throw new Error('The server answers nothing: no million requests will come.')
      errors += result.errors
      requests += result.requestsPerSecond * seconds
      looks.push({ x: requests, y: residentMegabytes(server.pid) })
    }
    // The first half fills caches and lets the heap find its size; a leak goes on in the second.
    const growth = slope(looks.slice(Math.floor(looks.length / 2))) * requestsWanted
    const common = { connections: 32, errors, wrongBodies: 0 }
    const figures: Pick<Measurement, 'name' | 'unit' | 'rounds' | 'target'>[] = [
      { name: 'memory, idle', unit: 'MB', rounds: [{ latchkey: idle }], target: { of: 'latchkey', atMost: 120 } },
      {
        name: 'memory, after 10⁶ requests',
        unit: 'MB',
        rounds: [{ latchkey: looks.at(-1)?.y ?? idle }],
        target: null,
      },
      {
        name: 'memory, growth',
        unit: 'MB/10⁶ requests',
        rounds: [{ latchkey: growth }],
        target: { of: 'latchkey', atMost: 8 },
      },
    ]
    return figures.map((figure) => summarise({ ...common, ...figure }))
  } finally {
    await server.stop()
    await space.discard()
  }
})
