import { setTimeout as sleep } from 'node:timers/promises'
import { startReference } from '../lib/compare-http.ts'
import { deliveryPath } from '../lib/delivery-path.ts'
import { interleave } from '../lib/interleave.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { summarise } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'
import type { ServerProcess } from '../lib/server-process.ts'

const secondsToFirst200 = async (
  start: () => Promise<ServerProcess>,
  path: string,
  headers: Record<string, string>,
): Promise<number> => {
  const begin = performance.now()
  const server = await start()
  try {
    while (
      !(await fetch(server.url + path, { headers }).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await sleep(1)
    return (performance.now() - begin) / 1000
  } finally {
    await server.stop()
  }
}

// From the start of the process to the first entry answered to a token, on a database that exists.
await runCase(async ({ rounds }) => {
  const space = await prepareSpace({ entries: 1_000, tokens: 10 })
  const source = { url: 'data:application/json,{}', path: '', headers: {}, isRight: () => true }
  const headers = { authorization: `Bearer ${space.deliveryToken}` }
  const figures = await interleave(
    rounds,
    () => secondsToFirst200(() => startLatchkey(space.dataFolder), `${deliveryPath}/article-500`, headers),
    () => secondsToFirst200(() => startReference(source), '/', {}),
  )
  await space.discard()
  const target = { of: 'latchkey', atMost: 0.6 } as const
  return [
    summarise({ name: 'cold start', connections: null, unit: 's', rounds: figures, errors: 0, wrongBodies: 0, target }),
  ]
})
