import { setTimeout as pause } from 'node:timers/promises'
import { apiOf, textAt } from '../lib/api.ts'
import { openBareBranches } from '../lib/bare-branches.ts'
import { interleave } from '../lib/interleave.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { ownerSession, prepareSpace } from '../lib/prepare-space.ts'
import { summarise } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

const entries = 10_000
const branchesPath = '/api/v1/spaces/bench/branches'

// From the request for a branch until it can be read, nobody else writing. The reference holds up every writer meanwhile.
await runCase(async ({ rounds }) => {
  const space = await prepareSpace({ entries, tokens: 0 })
  const bare = openBareBranches(space.dataFolder)
  const server = await startLatchkey(space.dataFolder)
  const api = apiOf(server.url, await ownerSession(server))
  let made = 0
  const latchkey = async (): Promise<number> => {
    made += 1
    const begin = performance.now()
    await api('POST', branchesPath, { name: `branch-${made}` })
    while (textAt(await api('GET', `${branchesPath}/branch-${made}`), 'state') !== 'active') await pause(5)
    return (performance.now() - begin) / 1000
  }
  const reference = (): number => {
    const begin = performance.now()
    bare.copy()
    return (performance.now() - begin) / 1000
  }
  try {
    const figures = await interleave(rounds, latchkey, reference)
    const name = 'a branch of 10⁴ entries'
    return [summarise({ name, connections: 1, unit: 's', rounds: figures, errors: 0, wrongBodies: 0, target: null })]
  } finally {
    bare.close()
    await server.stop()
    await space.discard()
  }
})
