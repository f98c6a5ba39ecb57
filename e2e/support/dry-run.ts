import type { Database, Writer } from '@latchkey/server/database/database'
import type { TestDatabases } from '@latchkey/server/database/test-databases'
import { Refusal } from '@latchkey/server/pipeline/refusal'

/** What a write answers that was permitted and done, and is taken back. */
export const takenBack = 418

const problem = { slug: 'taken-back', status: takenBack, title: 'Taken back', description: 'It was permitted.' }

/** Databases in which every write is taken back while `on` is set: requests can be tried without their effects. */
export function dryRuns(databases: TestDatabases): { readonly databases: TestDatabases; on: boolean } {
  const run = {
    on: false,
    databases: {
      ...databases,
      open: async () => {
        const opened = await databases.open()
        return { ...opened, database: takingBack(opened.database, () => run.on) }
      },
    },
  }
  return run
}

function takingBack(database: Database, isOn: () => boolean): Database {
  const write: Database['write'] = (work, options) =>
    database.write(async (tx: Writer) => {
      const result = await work(tx)
      if (isOn()) throw new Refusal(problem)
      return result
    }, options)
  return new Proxy(database, {
    get(target, name) {
      if (name === 'write') return write
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
