import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import fc from 'fast-check'
import { test } from 'vitest'
import { sized } from './support/size.ts'
import { commands } from './support/token-commands.ts'
import { openWorld } from './support/token-world.ts'

// Z-4: people and their tokens make, bind, narrow, use, rotate, pause and revoke tokens in any order. After each token that
// is made everything is tried with it and with its maker; a plain model says beforehand how each request is answered.

describeEachDatabase('sequences of making, narrowing and using tokens', (databases) => {
  const runs = databases.engine === 'sqlite' ? sized(12, 600) : sized(4, 200)

  test(
    'nothing is ever stronger than its maker was, and every answer is the one that a plain model gives',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: sized(40, 80), size: 'max' }), async (sequence) => {
          const world = await openWorld(databases)
          await fc.asyncModelRun(() => ({ model: world.model, real: world }), sequence)
        }),
        { numRuns: runs, endOnFailure: true },
      )
    },
    sized(240_000, 7_200_000),
  )
})
