import { apiOf, textAt } from '../lib/api.ts'
import { articleFields } from '../lib/article.ts'
import { openBareWrites } from '../lib/bare-writes.ts'
import { interleave } from '../lib/interleave.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { repeat } from '../lib/repeat.ts'
import { summarise, type Result } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

const connections = 8
const warmUpSeconds = 2
const entriesPath = '/api/v1/spaces/bench/entries'
const kinds = ['create', 'update', 'publish'] as const

// The reference writes the same rows, as durably, straight into SQLite.
await runCase(async ({ rounds, seconds }) => {
  const space = await prepareSpace({ entries: 100, tokens: 10 })
  const bare = openBareWrites(space.dataFolder)
  const server = await startLatchkey(space.dataFolder)
  const api = apiOf(server.url, space.managementToken)
  const ids: string[] = []
  let created = 0
  const operations = {
    create: async () => {
      const index = 1_000_000 + (created += 1)
      const entry = await api('POST', entriesPath, { type: 'articles', fields: articleFields(index) })
      ids.push(textAt(entry, 'id'))
    },
    update: (index: number) =>
      api('PATCH', `${entriesPath}/${ids[index % ids.length]}`, { fields: articleFields(index) }),
    publish: (index: number) => api('POST', `${entriesPath}/${ids[index % ids.length]}/publish`, {}),
  }
  const results: Result[] = []
  try {
    // In this order: what is updated and published are the entries that were created.
    for (const kind of kinds) {
      let errors = 0
      const latchkey = async (length = seconds): Promise<number> => {
        const repeated = await repeat({ connections, seconds: length }, operations[kind])
        errors += repeated.errors
        return repeated.perSecond
      }
      const reference = async (length = seconds): Promise<number> => {
        const repeated = await repeat({ connections: 1, seconds: length }, async (index) => bare.write(kind, index))
        return repeated.perSecond
      }
      await latchkey(Math.min(warmUpSeconds, seconds))
      await reference(Math.min(warmUpSeconds, seconds))
      results.push(
        summarise({
          name: `management, ${kind} one entry`,
          connections,
          unit: 'writes/s',
          rounds: await interleave(
            rounds,
            () => latchkey(),
            () => reference(),
          ),
          errors,
          wrongBodies: 0,
          target: { of: 'ratio', atLeast: 0.5 },
        }),
      )
    }
    return results
  } finally {
    bare.close()
    await server.stop()
    await space.discard()
  }
})
