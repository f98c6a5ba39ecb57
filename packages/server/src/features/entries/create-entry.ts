import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import { creatorColumns } from '../../lib/creator.ts'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentType } from '../content/content-type.ts'
import { shared } from '../content/field-values.ts'
import { applyFields, type SpaceLocales } from './apply-fields.ts'
import { assertNone } from './change-entry.ts'
import { faultsAmongOthers } from './checks.ts'
import { hasEntry, holdDraftView, insertEntryRow, takenSlugs } from './queries.ts'
import { saveBodies } from './save-bodies.ts'
import { candidatesFor } from './slug.ts'
import type { EntryRow, EntryState } from './state.ts'
import { editorColumns, type Writing } from './writing.ts'

/** An entry that is about to be. */
export interface NewEntry {
  readonly id: string
  readonly serial: number
  readonly type: ContentType
  readonly slug: string
  readonly status: 'draft' | 'protected'
  readonly fields: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  readonly locale: string
}

export async function createEntry(writing: Writing, entry: NewEntry, locales: SpaceLocales): Promise<EntryState> {
  const { db, space, branch, caller, now } = writing
  const { id, serial, type, slug, status, fields, tags, locale } = entry
  const applied = applyFields(type, new Map(), { fields, locale, tags, replaces: false, fills: true }, locales)
  const before = new Map()
  assertNone([...applied.issues, ...(await faultsAmongOthers(writing, { id, type, before }, applied, locale === '*'))])
  if (type.singleton) await assertOnly(writing, type)
  const row: EntryRow = {
    space_id: space.id,
    branch_id: branch.id,
    id,
    serial,
    type_id: type.id,
    slug,
    state: status,
    changed: 0,
    version: 1,
    published_at: null,
    ...creatorColumns(caller.principal.name),
    ...editorColumns(writing),
    created_at: now,
    updated_at: now,
    deleted_at: null,
    deleted_by_kind: null,
    deleted_by_id: null,
  }
  // A slug that is taken is refused by the index.
  await insertEntryRow(db, row)
  // The shared body marks that the entry is there, also where it holds nothing.
  const changed = applied.changed.includes(shared) ? applied.changed : [shared, ...applied.changed]
  const state = { row, type, heads: new Map() }
  return { ...state, heads: await saveBodies(writing, state, { bodies: applied.bodies, changed }), live: [] }
}

/** Two that are made at once are told apart: one waits for the other. */
export async function assertOnly({ db, space, branch, draftView }: Writing, type: ContentType): Promise<void> {
  await holdDraftView(db, draftView)
  if (!(await hasEntry(db, space.id, branch.id, type.id))) return
  throw refuse(problems.conflict, `${type.slug} has its one entry already.`)
}

/** The slug itself, or the next like it that no entry of the type has. */
export async function freeSlug(
  { db, space, branch }: Pick<Writing, 'space' | 'branch'> & { readonly db: Reader },
  typeId: string,
  slug: string,
  id: string,
): Promise<string> {
  const candidates = candidatesFor(slug, id)
  const taken = await takenSlugs(db, space.id, branch.id, typeId, candidates)
  return candidates.find((candidate) => !taken.has(candidate)) ?? id
}
