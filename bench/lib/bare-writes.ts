import { randomBytes, randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { articleFields, articleSlug } from './article.ts'

export type BareWrites = {
  /** One durable transaction with the rows that the server writes when an article is created, saved or published. */
  write(kind: 'create' | 'update' | 'publish', index: number): void
  close(): void
}

type Row = Readonly<Record<string, SQLInputValue>>

/**
 * What a write costs when nothing but the database is paid: the same tables, indexes, foreign keys and rows, WAL and
 * synchronous FULL, prepared statements, no question asked and no server.
 *
 * `dataFolder`: of a stopped instance with published articles; the writes go to a copy of its database.
 */
export const openBareWrites = (dataFolder: string): BareWrites => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bare-writes-'))
  const file = join(folder, 'latchkey.db')
  copyFileSync(join(dataFolder, 'latchkey.db'), file)
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
  const model = modelsIn(database)
  const put = {
    entry: inserting(database, 'entries', model.entry),
    revision: inserting(database, 'revisions', model.revision),
    head: inserting(database, 'heads', model.head, 'on conflict do update set revision_id = excluded.revision_id'),
    published: inserting(
      database,
      'published',
      model.published,
      'on conflict do update set revision_id = excluded.revision_id, updated_at = excluded.updated_at',
    ),
    index: inserting(database, 'field_index', model.index),
    audit: inserting(database, 'audit', model.audit),
  }
  const inEntry = 'space_id = $space_id and branch_id = $branch_id and id = $id'
  const place = { $space_id: text(model.entry, 'space_id'), $branch_id: text(model.entry, 'branch_id') }
  const save = database.prepare(`update entries set version = version + 1, updated_at = $at where ${inEntry}`)
  const goLive = database.prepare(`update entries set state = 'published', published_at = $at where ${inEntry}`)
  const clear = database.prepare(`delete from field_index where view_id = ? and entry_id = ? and locale = ''`)
  const outdate = database.prepare('update environments set content_version = content_version + 1')
  const chain = database.prepare('update audit_chains set seq = seq + 1, hash = ? where chain_id = ? returning seq')
  const made: { readonly id: string; revision_id: string }[] = []

  const saveBody = (entry: { id: string; revision_id: string }, index: number): void => {
    entry.revision_id = randomUUID()
    put.revision({ id: entry.revision_id, entry_id: entry.id, body: JSON.stringify(articleFields(index)) })
    put.head({ entry_id: entry.id, revision_id: entry.revision_id })
    putIndex(model.draftView, entry.id, index)
  }
  const putIndex = (view_id: string, entry_id: string, index: number): void => {
    const { title, section, rank } = articleFields(index)
    const row = { view_id, entry_id }
    put.index({ ...row, field_id: '1.title', num: null, str: String(title) })
    put.index({ ...row, field_id: '1.section', num: null, str: String(section) })
    put.index({ ...row, field_id: '1.rank', num: Number(rank), str: null })
  }
  const changes = {
    create: (index: number) => {
      const entry = { id: randomUUID(), revision_id: '' }
      made.push(entry)
      put.entry({ id: entry.id, serial: 1_000_000 + made.length, slug: articleSlug(1_000_000 + made.length) })
      saveBody(entry, index)
    },
    update: (index: number) => {
      const entry = at(made, index)
      save.run({ ...place, $id: entry.id, $at: Date.now() })
      clear.run(model.draftView, entry.id)
      saveBody(entry, index)
    },
    publish: (index: number) => {
      const entry = at(made, index)
      goLive.run({ ...place, $id: entry.id, $at: Date.now() })
      put.published({ ...entry, entry_id: entry.id, slug: `article-${entry.id}`, updated_at: Date.now() })
      clear.run(model.liveView, entry.id)
      putIndex(model.liveView, entry.id, index)
      outdate.run()
    },
  }

  return {
    write(kind, index) {
      database.exec('begin immediate')
      changes[kind](index)
      const hash = randomBytes(32).toString('hex')
      const next = chain.get(hash, text(model.audit, 'chain_id'))
      put.audit({ seq: Number(next?.['seq']), action: `entries.${kind}`, hash, at: Date.now() })
      database.exec('commit')
    },
    close() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** One row of each table as the server wrote it; what a new row has for its own is replaced. */
const modelsIn = (database: DatabaseSync) => {
  const one = (query: string): Row => {
    const row = database.prepare(query).get()
    if (row === undefined) throw new Error(`The instance has no model for a row: ${query}.`)
    return row
  }
  const { seq: _given, ...revision } = one('select * from revisions limit 1')
  return {
    revision,
    entry: one(`select * from entries where slug = 'article-0'`),
    head: one('select * from heads limit 1'),
    published: one('select * from published limit 1'),
    index: one('select * from field_index limit 1'),
    audit: one(`select * from audit where action = 'entries.publish' order by seq desc limit 1`),
    draftView: text(
      one('select id from views where environment_id is null and id in (select view_id from field_index)'),
      'id',
    ),
    liveView: text(one('select view_id from published limit 1'), 'view_id'),
  }
}

/** Inserts a row like the model with some of its columns replaced. */
const inserting = (database: DatabaseSync, table: string, model: Row, conflict = ''): ((own: Row) => void) => {
  const names = Object.keys(model)
  const statement = database.prepare(
    `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')}) ${conflict}`,
  )
  return (own) => {
    const row = { ...model, ...own }
    statement.run(...names.map((name) => row[name] ?? null))
  }
}

const text = (row: Row, name: string): string => {
  const value = row[name]
  if (typeof value !== 'string') throw new Error(`The model row has no text in ${name}.`)
  return value
}

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('Nothing was created yet: measure creating first.')
  return item
}
