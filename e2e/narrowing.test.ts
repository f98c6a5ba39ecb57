import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Accounts, openAccounts } from './support/accounts.ts'
import { causes } from './support/causes.ts'
import { type Hammered, hammer } from './support/hammer.ts'
import { type Installation, startInstallation } from './support/installation.ts'
import { openScene } from './support/scene.ts'
import { isFull, sized } from './support/size.ts'

// no request that starts after a narrowing was acknowledged is accepted, on any node. Clients hammer every
// node with the token while it is narrowed through one of them; what counts is when each accepted request had started.

const nodeCount = sized(2, 3)
const atOnce = 3
const batches = sized(1, 17)
const clientsOfNode = 2

const cases = causes.flatMap((cause) => cause.kinds.map((kind) => ({ ...cause, kind })))

describeEachDatabase('no request is accepted that starts after', (databases) => {
  let installation: Installation
  let accounts: Accounts
  const lines: string[] = []
  const totals = { rounds: 0, accepted: 0, refused: 0, late: 0 }

  beforeAll(async () => {
    installation = await startInstallation(databases, nodeCount)
    accounts = await openAccounts(installation.owner[0], atOnce)
  }, 60_000)

  afterAll(async () => {
    await installation.stop()
    const { rounds, accepted, refused, late } = totals
    const sum = `${rounds} narrowings, ${accepted} accepted and ${refused} refused requests, ${late} accepted too late`
    process.stdout.write(`\n${databases.engine}, ${installation.nodes.length} nodes: ${sum}\n`)
    if (isFull) process.stdout.write(`${lines.join('\n')}\n`)
  })

  test.each(cases)('$name of a $kind token', { timeout: 20_000 * batches }, async ({ name, kind, narrow, restore }) => {
    const round = async (index: number): Promise<Hammered> => {
      const owner = installation.owner[index % installation.owner.length]!
      const scene = await openScene(owner, accounts[index]!)
      const key = await scene.issue(kind, name)
      const urls = installation.nodes.flatMap(({ url }) => Array.from({ length: clientsOfNode }, () => url))
      const hammered = await hammer(urls, key, () => narrow(scene, key))
      await restore?.(scene)
      return hammered
    }
    for (let batch = 0; batch < batches; batch++) {
      const rounds = await Promise.all(Array.from({ length: atOnce }, (_, index) => round(index)))
      for (const { accepted, refused, late, marginMs } of rounds) {
        totals.rounds += 1
        totals.accepted += accepted
        totals.refused += refused
        totals.late += late.length
        lines.push(
          `${name} ${kind}: ${accepted} accepted, ${refused} refused, closest ${marginMs.toFixed(2)} ms before`,
        )
        expect(late).toEqual([])
      }
    }
  })
})
