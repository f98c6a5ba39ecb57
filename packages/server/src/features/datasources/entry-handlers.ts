import {
  createDatasourceEntry,
  deleteDatasourceEntry,
  importDatasourceEntries,
  listDatasourceEntries,
  updateDatasourceEntry,
} from '@latchkey/contract/datasources/operations'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { readPage } from '../../lib/page.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { type DatasourceFacts, loadDatasource } from './handlers.ts'
import {
  countDatasourceEntries,
  type DatasourceEntryRow,
  type DatasourceRow,
  deleteDatasourceEntryRows,
  insertDatasourceEntries,
  knownKeys,
  lastPosition,
  readAllDatasourceEntries,
  readDatasourceEntries,
  readDatasourceEntry,
  updateDatasourceEntryRow,
} from './queries.ts'
import { dimensionsOf, renderDatasourceEntry, valuesOf } from './render.ts'
import { type KeptEntry, keptEntry, repeatedKeys, type SentEntry } from './rules.ts'
import { assertKeysUnused } from './usage.ts'

interface EntryFacts extends DatasourceFacts {
  readonly entry: DatasourceEntryRow
}

type OneEntry = Context<{ params: { datasource: string; key: string }; query: unknown; body: unknown }>

async function loadEntry(context: OneEntry): Promise<EntryFacts | null> {
  const facts = await loadDatasource(context)
  const entry = facts && (await readDatasourceEntry(context.db, facts.datasource, context.input.params.key))
  return entry && { ...facts, entry }
}

export const datasourceEntryImplementations = [
  implement(listDatasourceEntries, {
    load: loadDatasource,
    handle: async ({ db, facts: { datasource }, input: { query }, services }) => {
      const { rows, ...page } = await readEntryPage(services, datasource, db, query)
      return { items: rows.map(renderDatasourceEntry), ...page }
    },
  }),

  implement(createDatasourceEntry, {
    prepare: (_input, { nextSerial }) => nextSerial('datasource-entry'),
    load: loadDatasource,
    handle: async ({ db, space, facts: { datasource }, input: { body }, services, prepared: serial }) => {
      const [entry] = readEntries([body], datasource, '')
      if (entry === undefined) throw new Error('One entry was sent and none was read.')
      await assertKeyFree(db, datasource, entry.key)
      const position = (await lastPosition(db, datasource)) + 1
      const row = newRow(datasource, entry, { id: services.newId(), serial, position })
      await insertDatasourceEntries(db, [row])
      await raiseContentVersions(db, space.id)
      return renderDatasourceEntry(row)
    },
    created: ({ id }) => id,
    replay: async (id, { db }, { datasource }) => {
      const entry = await readDatasourceEntry(db, datasource, id)
      return entry && renderDatasourceEntry(entry)
    },
  }),

  implement(updateDatasourceEntry, {
    load: loadEntry,
    handle: async ({ db, space, facts: { datasource, entry }, input: { body } }) => {
      const sent = { key: entry.key, value: entry.value, ...body, values: patched(entry, body.values) }
      const [kept] = readEntries([sent], datasource, '')
      if (kept === undefined) throw new Error('One entry was sent and none was read.')
      if (kept.key !== entry.key) {
        await assertKeyFree(db, datasource, kept.key)
        await assertKeysUnused(db, datasource, [entry.key])
      }
      const row = { ...entry, ...columnsOf(kept) }
      await updateDatasourceEntryRow(db, row)
      await raiseContentVersions(db, space.id)
      return renderDatasourceEntry(row)
    },
  }),

  implement(deleteDatasourceEntry, {
    load: loadEntry,
    handle: async ({ db, space, facts: { datasource, entry } }) => {
      await assertKeysUnused(db, datasource, [entry.key])
      await deleteDatasourceEntryRows(db, datasource, [entry.id])
      await raiseContentVersions(db, space.id)
      return null
    },
  }),

  implement(importDatasourceEntries, {
    prepare: async ({ body: { entries } }, { nextSerial }) => {
      const serials: number[] = []
      while (serials.length < entries.length) serials.push(await nextSerial('datasource-entry'))
      return serials
    },
    load: loadDatasource,
    handle: async ({ db, space, facts: { datasource }, input: { body }, services, prepared: serials }) => {
      const sent = readEntries(body.entries, datasource, '/entries')
      const before = new Map((await readAllDatasourceEntries(db, datasource)).map((row) => [row.key, row]))
      const keys = new Set(sent.map(({ key }) => key))
      const gone = body.replace === true ? [...before.values()].filter(({ key }) => !keys.has(key)) : []
      await assertKeysUnused(
        db,
        datasource,
        gone.map(({ key }) => key),
      )
      const first = body.replace === true ? 0 : (await lastPosition(db, datasource)) + 1
      const rows = sent.map((entry, index) => {
        const old = before.get(entry.key)
        const place = { id: services.newId(), serial: serials[index] ?? 0, position: first + index }
        if (old === undefined) return newRow(datasource, entry, place)
        return { ...old, ...columnsOf(entry), ...(body.replace === true && { position: place.position }) }
      })
      await deleteDatasourceEntryRows(
        db,
        datasource,
        gone.map(({ id }) => id),
      )
      const created = rows.filter(({ key }) => !before.has(key))
      const updated = rows.filter((row) => differs(row, before.get(row.key)))
      for (const row of updated) await updateDatasourceEntryRow(db, row)
      await insertDatasourceEntries(db, created)
      await raiseContentVersions(db, space.id)
      return { created: created.length, updated: updated.length, removed: gone.length }
    },
  }),
]

/** A page of a datasource's entries, in their order. */
export function readEntryPage(
  { ring }: Pick<Context['services'], 'ring'>,
  datasource: DatasourceRow,
  db: Context['db'],
  query: { readonly search?: string; readonly limit?: number; readonly after?: string; readonly count?: boolean },
) {
  const { search } = query
  return readPage(ring, query, {
    scope: `datasource-entries ${datasource.space_id} ${datasource.id} ${search ?? ''}`,
    rows: (after, limit) => readDatasourceEntries(db, datasource, { search, after, limit }),
    positionOf: ({ position, id }) => [position, id],
    total: () => countDatasourceEntries(db, datasource, search),
  })
}

/** Reads what is sent, or refuses it with every mistake. */
function readEntries(sent: readonly SentEntry[], datasource: DatasourceRow, pointer: string): KeptEntry[] {
  const errors: ProblemIssue[] = []
  const dimensions = dimensionsOf(datasource)
  const kept = sent.map((entry, index) =>
    keptEntry(entry, dimensions, pointer === '' ? '' : `${pointer}/${index}`, errors),
  )
  errors.push(...repeatedKeys(kept))
  if (errors.length > 0) throw refuse(problems.invalidBody, undefined, { errors })
  return kept
}

function patched(entry: DatasourceEntryRow, change: Readonly<Record<string, string | null>> = {}) {
  const values = Object.entries({ ...valuesOf(entry), ...change })
  return Object.fromEntries(values.filter((each): each is [string, string] => each[1] !== null))
}

async function assertKeyFree(db: Writer, datasource: DatasourceRow, key: string): Promise<void> {
  const taken = await knownKeys(db, datasource, [key])
  if (taken.size > 0) throw refuse(problems.conflict, 'The datasource has this key already.')
}

function columnsOf({ key, value, values }: KeptEntry) {
  return { key, value, dimension_values: JSON.stringify(values) }
}

function newRow(
  { space_id, id: datasource_id }: DatasourceRow,
  entry: KeptEntry,
  place: { readonly id: string; readonly serial: number; readonly position: number },
): DatasourceEntryRow {
  return { space_id, datasource_id, ...place, ...columnsOf(entry) }
}

function differs(row: DatasourceEntryRow, old: DatasourceEntryRow | undefined): boolean {
  return old !== undefined && JSON.stringify(row) !== JSON.stringify(old)
}
