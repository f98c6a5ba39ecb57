import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type BareBranches = {
  /** Copies all rows of the main branch to a new one, in one durable transaction. */
  copy(): void
  close(): void
}

/** In the order of their foreign keys; `view_id` says that rows belong to a view of a branch. */
const tables = [
  ['content_types', 'branch_id'],
  ['entries', 'branch_id'],
  ['heads', 'branch_id'],
  ['published', 'view_id'],
  ['field_index', 'view_id'],
] as const

/** `dataFolder`: of a stopped instance; the rows are copied in a copy of its database, without its triggers. */
export const openBareBranches = (dataFolder: string): BareBranches => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bare-branches-'))
  const file = join(folder, 'latchkey.db')
  copyFileSync(join(dataFolder, 'latchkey.db'), file)
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
  for (const { name } of database.prepare(`select name from sqlite_schema where type = 'trigger'`).all())
    database.exec(`drop trigger ${String(name)}`)

  const selecting = (table: string, replaced: Readonly<Record<string, string>>): string => {
    const columns = database.prepare('select name from pragma_table_info(?)').all(table)
    const names = columns.map(({ name }) => String(name))
    return `insert into ${table} (${names.join(', ')}) select ${names.map((name) => replaced[name] ?? name).join(', ')} from ${table}`
  }
  const copyAll = (id: string): void => {
    const branch = { id: `'${id}'`, name: `'${id}'`, serial: '(select max(serial) + 1 from branches)' }
    database.exec(`${selecting('branches', branch)} where id = 'main'`)
    database.exec(`${selecting('views', { id: `id || '${id}'`, branch_id: `'${id}'` })} where branch_id = 'main'`)
    for (const [table, owner] of tables) {
      const value = owner === 'branch_id' ? `'${id}'` : `view_id || '${id}'`
      const own = owner === 'branch_id' ? `= 'main'` : `in (select id from views where branch_id = 'main')`
      database.exec(`${selecting(table, { [owner]: value })} where ${owner} ${own}`)
    }
  }
  return {
    copy() {
      database.exec('begin immediate')
      copyAll(randomUUID())
      database.exec('commit')
    },
    close() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
