import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { issue } from '@latchkey/tokens/text'

/** What the numbers of a stopped instance are raised to; the API wrote the first few of each. */
export type Wanted = { readonly entries: number; readonly tokens: number }

/**
 * Multiplies the published articles and the idle tokens of an instance that is stopped, by SQL in its file: a million
 * entries in a minute instead of half an hour. Every copy has the rows that the API wrote for its model, with a title,
 * rank, slug and ids of its own; acts of their making are in no audit.
 *
 * `modelled` entries are there, `article-0` and on, in as many sections; the new ones continue their numbers.
 */
export const multiply = (dataFolder: string, modelled: number, wanted: Wanted): void => {
  const database = new DatabaseSync(join(dataFolder, 'latchkey.db'))
  // Foreign keys hold by construction, and a run that dies here starts anew: neither is paid for a million times.
  database.exec(`pragma foreign_keys = off; pragma synchronous = off; pragma cache_size = -500000;
    pragma temp_store = memory;`)
  database.exec('begin')
  multiplyEntries(database, modelled, wanted.entries)
  multiplyTokens(database, wanted.tokens)
  database.exec('commit; pragma optimize; pragma wal_checkpoint(truncate)')
  database.close()
}

/** The columns of a table, where some are replaced by an expression. */
const columnsOf = (
  database: DatabaseSync,
  table: string,
  replaced: Readonly<Record<string, string>>,
): { readonly names: string; readonly values: string } => {
  const known = database.prepare('select name from pragma_table_info(?)').all(table)
  const names = known.map(({ name }) => String(name)).filter((name) => replaced[name] !== 'given by the database')
  return { names: names.join(', '), values: names.map((name) => replaced[name] ?? `model.${name}`).join(', ') }
}

// Ids keep the order of making, as those of the API do.
const idsOf = (start: number): string =>
  `printf('%08x-%04x-7', (${start} + n) >> 16, (${start} + n) & 65535) || substr(lower(hex(randomblob(2))), 2) || '-8' ||
   substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))`

const multiplyEntries = (database: DatabaseSync, modelled: number, wanted: number): void => {
  const { start } = database.prepare(`select max(created_at) as start from entries`).get() ?? {}
  database.exec(`
    create temp table copies (
      n integer primary key, entry_id text, revision_id text, model_id text, model_n integer, serial integer);
    create index temp.copies_by_model on copies (model_id, n);
    with recursive numbers(n) as (select ${modelled} union all select n + 1 from numbers where n + 1 < ${wanted})
    insert into copies
      select n, ${idsOf(Number(start))}, ${idsOf(Number(start))}, model.id, n % ${modelled},
        n + 1 + (select max(serial) from entries) - ${modelled}
      from numbers join entries model on model.slug = 'article-' || (n % ${modelled});`)
  const slug = `'article-' || n`
  const copied: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    entries: { id: 'copies.entry_id', serial: 'copies.serial', slug },
    revisions: {
      seq: 'given by the database',
      id: 'copies.revision_id',
      entry_id: 'copies.entry_id',
      body: `replace(replace(model.body, '"Article ' || model_n || '"', '"Article ' || n || '"'),
        '"rank":' || model_n || ',', '"rank":' || n || ',')`,
    },
    heads: { entry_id: 'copies.entry_id', revision_id: 'copies.revision_id' },
    published: { entry_id: 'copies.entry_id', revision_id: 'copies.revision_id', slug },
    field_index: {
      entry_id: 'copies.entry_id',
      num: `iif(model.num is null, null, n)`,
      str: `iif(model.str like 'Article %', 'Article ' || n, model.str)`,
    },
  }
  for (const [table, replaced] of Object.entries(copied)) {
    const { names, values } = columnsOf(database, table, replaced)
    const modelId = table === 'entries' ? 'id' : 'entry_id'
    database.exec(`insert into ${table} (${names})
      select ${values} from copies join ${table} model on model.${modelId} = copies.model_id order by n`)
  }
  database.exec(`update serials set next = 1 + (select max(serial) from entries) where kind = 'entry';
    update environments set content_version = content_version + (select count(*) from copies);
    drop table copies`)
}

const multiplyTokens = (database: DatabaseSync, wanted: number): void => {
  const models = database.prepare(`select id, serial from tokens where name like 'Idle %'`).all()
  const model = models[0]
  if (model === undefined) return
  const of = (table: string, idColumn: string, replaced: Readonly<Record<string, string>>) => {
    const { names, values } = columnsOf(database, table, { [idColumn]: '?1', ...replaced })
    return database.prepare(`insert into ${table} (${names}) select ${values} from ${table} model
      where model.${idColumn} = '${String(model['id'])}'`)
  }
  const token = of('tokens', 'id', { serial: '?2', name: `'Idle ' || ?3`, secret_hash: '?4' })
  const others = ['token_secrets', 'token_spaces'].map((table) => of(table, 'token_id', {}))
  const last = Number(database.prepare('select max(serial) as last from tokens').get()?.['last'])
  for (let number = models.length; number < wanted; number += 1) {
    const { id } = issue('api', randomBytes)
    token.run(id, last + 1 + number - models.length, number, randomBytes(32).toString('base64url'))
    for (const other of others) other.run(id)
  }
  database.exec(`update serials set next = 1 + (select max(serial) from tokens) where kind = 'token'`)
}
