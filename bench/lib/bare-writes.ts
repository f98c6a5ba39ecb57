import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type BareWrites = {
  /** One durable transaction with the rows that creating, saving or publishing an entry writes. */
  write(kind: 'create' | 'update' | 'publish', index: number): void
  close(): void
}

const schema = `
  create table entries (id text primary key, type_id text, slug text unique, state text, version integer) without rowid;
  create table revisions (id text primary key, entry_id text, seq integer, body text) without rowid;
  create table heads (entry_id text, locale text, revision_id text, primary key (entry_id, locale)) without rowid;
  create table published (entry_id text, locale text, revision_id text, primary key (entry_id, locale)) without rowid;
  create table field_index (field_id text, str text, entry_id text, primary key (field_id, str, entry_id)) without rowid;
  create table environments (id text primary key, content_version integer) without rowid;
  create table audit_chains (chain_id text primary key, seq integer, hash text) without rowid;
  create table audit (chain_id text, seq integer, hash text, body text, primary key (chain_id, seq)) without rowid;
  create table outbox (id text primary key, topic text, body text, due_at integer) without rowid;
  insert into environments values ('production', 0);
  insert into audit_chains values ('bench', 0, '');
`
const body = JSON.stringify({ text: 'All human beings are born free and equal in dignity and rights. '.repeat(12) })

/** What a write costs when nothing but the database is paid: WAL, synchronous FULL, prepared statements, no server. */
export const openBareWrites = (): BareWrites => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bare-writes-'))
  const database = new DatabaseSync(join(folder, 'bare.db'))
  database.exec('pragma journal_mode = wal; pragma synchronous = full;')
  database.exec(schema)
  const entry = database.prepare(`insert into entries values (?, 'articles', ?, 'draft', 1)`)
  const raise = database.prepare('update entries set version = version + 1 where id = ?')
  const revision = database.prepare('insert into revisions values (?, ?, ?, ?)')
  const head = database.prepare(`insert or replace into heads values (?, ?, ?)`)
  const point = database.prepare(`insert or replace into published values (?, ?, ?)`)
  const index = database.prepare('insert or replace into field_index values (?, ?, ?)')
  const raiseContent = database.prepare(`update environments set content_version = content_version + 1`)
  const chain = database.prepare(`update audit_chains set seq = seq + 1, hash = ? returning seq`)
  const audit = database.prepare(`insert into audit values ('bench', ?, ?, ?)`)
  const outbox = database.prepare('insert into outbox values (?, ?, ?, ?)')
  let serial = 0

  const save = (id: string): void => {
    // One revision for the locale, one row that all locales share.
    for (const locale of ['en', '']) {
      const revisionId = `${id}-${locale}-${(serial += 1)}`
      revision.run(revisionId, id, serial, body)
      head.run(id, locale, revisionId)
    }
  }
  const publish = (id: string): void => {
    for (const locale of ['en', '']) point.run(id, locale, `${id}-${locale}-1`)
    for (const field of ['title', 'section', 'rank']) index.run(field, `${field} of ${id}`, id)
    raise.run(id)
    raiseContent.run()
  }

  return {
    write(kind, number) {
      const id = `entry-${number}`
      database.exec('begin immediate')
      if (kind === 'create') entry.run(id, id)
      if (kind === 'update') raise.run(id)
      if (kind === 'publish') publish(id)
      else save(id)
      outbox.run(`outbox-${(serial += 1)}`, `entries.${kind}`, id, serial)
      const hash = serial.toString(16).padStart(64, '0')
      const next = chain.get(hash)
      audit.run(Number(next?.['seq']), hash, id)
      database.exec('commit')
    },
    close() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
