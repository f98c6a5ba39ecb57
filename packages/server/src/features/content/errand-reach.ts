import { content } from '@latchkey/contract/actions'
import type { Status } from '@latchkey/policy/grant'
import type { Target } from '@latchkey/policy/request'
import type { CreatorKind } from '../../database/schema.ts'
import { creatorOf } from '../../lib/creator.ts'
import { decide } from '../../pipeline/authorize.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { type SharedBodies, sharedBodies, tagsBorne } from './borne-tags.ts'

/** The entry of something that is planned for it: a schedule or a publish request. */
export interface EntryOfErrand extends SharedBodies {
  readonly entry_id: string
  readonly type: string
  readonly slug: string
  readonly state_of_entry: Status
  readonly entry_by_kind: CreatorKind | null
  readonly entry_by_id: string | null
}

/** The columns of `EntryOfErrand`, of `entries as e` and `content_types as t`. */
export const entryColumns = [
  'e.id as entry_id',
  't.slug as type',
  'e.slug',
  'e.state as state_of_entry',
  'e.created_by_kind as entry_by_kind',
  'e.created_by_id as entry_by_id',
  ...sharedBodies('e'),
] as const

/** The entry as decisions name it. */
export function targetOfErrand(space: SpaceFacts, row: EntryOfErrand): PlannedEntry {
  return {
    area: 'content',
    space,
    type: row.type,
    id: row.entry_id,
    name: row.slug,
    creator: creatorOf({ created_by_kind: row.entry_by_kind, created_by_id: row.entry_by_id }),
    status: row.state_of_entry,
    ...tagsBorne(row),
  }
}

type PlannedEntry = Target & { readonly status: Status }

/**
 * The locales in which a plan for an entry is shown: those of its own in which the caller may read the working copy. What is
 * planned is no more public than the draft that it is about. `named` null: the plan is for all locales.
 */
export function localesOfPlan(
  caller: Caller,
  target: PlannedEntry,
  named: readonly string[] | null,
  all: readonly string[],
): readonly string[] {
  const reads = (status: Status, code: string) =>
    decide(caller, { action: content.read.name, target: { ...target, status }, locales: [code] }).allowed
  return (named ?? all).filter(
    (code) => reads(target.status, code) && (target.status !== 'published' || reads('draft', code)),
  )
}

/** A stored list of locales; null for all. */
export function storedLocales(text: string | null): readonly string[] | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from a parsed body.
  return text === null ? null : (JSON.parse(text) as readonly string[])
}
