import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Accounts, openAccounts } from './support/accounts.ts'
import { type Cause, causes } from './support/causes.ts'
import { type Hammered, hammer } from './support/hammer.ts'
import { type Installation, startInstallation } from './support/installation.ts'
import { type Kind, legacyKind } from './support/kinds.ts'
import { openScene, type Scene } from './support/scene.ts'
import { isFull, sized } from './support/size.ts'

// no request that starts after a narrowing was acknowledged is accepted, on any node. Clients hammer every
// node with the token while it is narrowed through one of them; what counts is when each accepted request had started.

const nodeCount = 3
const atOnce = sized(1, 3)
const batches = sized(1, 7)
const clientsOfNode = 2

const cases = causes.flatMap((cause) => cause.kinds.map((kind) => ({ ...cause, kind })))

describeEachDatabase('no request is accepted that starts after', (databases) => {
  let installation: Installation
  let accounts: Accounts
  const lines: string[] = []
  const shared = new Map<number, { readonly scene: Scene; left: number }>()
  let scenes = 0
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

  /** The next node's turn: narrowings are asked of each. */
  const nextOwner = () => installation.owner[(scenes += 1) % installation.owner.length]!

  /** One of its own; or, where the cause takes nothing but the token, one that others have used. */
  const sceneFor = async ({ ofToken }: Cause, kind: Kind, index: number): Promise<Scene> => {
    const open = () => openScene(nextOwner(), accounts[index]!, { old: kind === legacyKind })
    if (!ofToken || kind === legacyKind) return open()
    const known = shared.get(index)
    if (known !== undefined && known.left > 0) {
      known.left -= 1
      return known.scene
    }
    const scene = await open()
    shared.set(index, { scene, left: 5 })
    return scene
  }

  test.each(cases)('$name of a $kind token', { timeout: 40_000 * batches }, async (cause) => {
    const { name, kind, prepare, narrow, restore } = cause
    const round = async (index: number): Promise<Hammered> => {
      const scene = await sceneFor(cause, kind, index)
      const key = await scene.issue(kind, await prepare?.(scene))
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
