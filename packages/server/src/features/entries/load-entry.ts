import { problems } from '@latchkey/contract/problems'
import { spaceColumn } from '../../database/stamp.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readContentType } from '../content/read-content-type.ts'
import type { SpaceLocales } from './apply-fields.ts'
import { readHeldType, readLocaleCodes } from './lasting-facts.ts'
import { readLive } from './live-queries.ts'
import { type EntryName, readEntryRow, readHeads } from './queries.ts'
import type { EntryTarget, Situation } from './rules.ts'
import { type EntryState, situationOf } from './state.ts'

/** A stored entry as a request names it. */
export interface EntryFacts extends Facts {
  readonly target: EntryTarget
  readonly state: EntryState
  readonly situation: Situation
  readonly locales: SpaceLocales
}

type NamesEntry = Context<{
  params: { entry: string }
  query: { type?: string; locale?: string }
  body: unknown
}>

/** Finds the entry of a path in the caller's space, and holds it when the operation writes. */
export async function loadEntry({ db, space, branch, input, operation }: NamesEntry): Promise<EntryFacts | null> {
  const forUpdate = operation.access !== 'read'
  const name = await nameOf({ db, space, branch, input })
  const row = name && (await readEntryRow(db, space.id, branch.id, name, { forUpdate }))
  if (!row) return null
  const type = await (forUpdate ? readHeldType : readContentType)(db, space.id, branch.id, row.type_id)
  if (!type || (input.query.type !== undefined && input.query.type !== type.slug)) return null
  // Published is what has a snapshot somewhere, and nothing else has one.
  const live = row.state === 'published' ? await readLive(db, row) : []
  const state = { row, type, heads: await readHeads(db, row), live }
  const all = await readLocaleCodes(db, space.id)
  const situation = situationOf(space, state, all)
  const locales = { default: space.defaultLocale, all }
  return { target: situation.target, localesToRead: all, state, situation, locales }
}

/** An id names an entry alone, a slug within its type. */
async function nameOf({
  db,
  space,
  branch,
  input,
}: Pick<NamesEntry, 'db' | 'space' | 'branch' | 'input'>): Promise<EntryName | null> {
  const { entry } = input.params
  if (spaceColumn(entry) === 'id') return { id: entry }
  if (input.query.type === undefined) {
    const detail = 'Name the type when the entry is named by its slug.'
    throw refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'type', detail }] })
  }
  const type = await readContentType(db, space.id, branch.id, input.query.type)
  return type && { typeId: type.id, slug: entry }
}

/** The locale that a request writes in. An unknown one is refused, after the decision, as a locale without rights is. */
export function assertLocale({ all }: SpaceLocales, locale: string | undefined): void {
  if (locale === undefined || locale === '*' || all.includes(locale)) return
  throw refuseLocale()
}

/** The same for a locale that does not exist and for one that the caller may not read. */
export function refuseLocale() {
  return refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'locale', detail: 'Unknown locale.' }] })
}
