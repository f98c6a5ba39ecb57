import { apiOf } from '../lib/api.ts'
import { articleFields } from '../lib/article.ts'
import { startLatchkey } from '../lib/latchkey-process.ts'
import { prepareSpace } from '../lib/prepare-space.ts'
import { repeat } from '../lib/repeat.ts'
import { summarise, type Round } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

const entriesPerRequest = 500
const connections = 2

const isCreated = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'status' in item && item.status === 201

await runCase(async ({ rounds, seconds }) => {
  const space = await prepareSpace({ entries: 0, tokens: 0 })
  const server = await startLatchkey(space.dataFolder)
  const api = apiOf(server.url, space.managementToken)
  let next = 0
  let wrongBodies = 0
  let errors = 0
  const importBatch = async (): Promise<void> => {
    const items = Array.from({ length: entriesPerRequest }, () => {
      next += 1
      return { type: 'articles', slug: `import-${next}`, fields: articleFields(next) }
    })
    const answer = await api('POST', '/api/v1/spaces/bench/entries/bulk', { items })
    const answered = typeof answer === 'object' && answer && 'items' in answer ? answer.items : []
    const created = Array.isArray(answered) ? answered.filter(isCreated).length : 0
    wrongBodies += entriesPerRequest - created
  }
  try {
    await repeat({ connections, seconds: Math.min(2, seconds) }, importBatch)
    const figures: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      const repeated = await repeat({ connections, seconds }, importBatch)
      errors += repeated.errors
      figures.push({ latchkey: repeated.perSecond * entriesPerRequest })
    }
    const target = { of: 'latchkey', atLeast: 2_000 } as const
    const name = 'bulk import through the API'
    return [summarise({ name, connections, unit: 'entries/s', rounds: figures, errors, wrongBodies, target })]
  } finally {
    await server.stop()
    await space.discard()
  }
})
