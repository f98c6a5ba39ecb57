import type { Field } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import { keyOf, type StoredField } from '../content/content-type.ts'

/** A field before and after a change of its type: null where it is not there. */
export interface FieldPair {
  readonly before: StoredField | null
  readonly after: StoredField | null
  /** Its place among the new fields; null for one that goes. */
  readonly index: number | null
}

/** The fields of a type after a change, with the keys under which bodies hold their values. */
export interface NextFields {
  readonly pairs: readonly FieldPair[]
  readonly fields: readonly StoredField[]
  /** Keys that no later field may get: bodies and revisions may still hold values under them. */
  readonly spent: readonly string[]
  readonly issues: readonly ProblemIssue[]
}

/**
 * Tells which of the sent fields are those that a type has: by `was`, or else by their id. A `was` that has been done
 * already says nothing more.
 *
 * A field keeps its key whatever it is called; a new one gets its id as its key, or the next like it that was never used.
 */
export function nextFields(
  before: readonly StoredField[],
  sent: readonly Field[],
  spentBefore: readonly string[],
): NextFields {
  const byId = new Map(before.map((field) => [field.id, field]))
  const earlier = sent.map((field) => earlierId(field, byId, sent))
  const claimed = new Set(earlier.filter((id, index) => id !== sent[index]?.id))
  const used = new Set([...spentBefore, ...before.map(keyOf)])
  const taken = new Set<StoredField>()
  const issues: ProblemIssue[] = []
  const pairs = sent.map(({ was: _was, ...declared }, index): FieldPair & { readonly after: StoredField } => {
    const id = earlier[index] ?? declared.id
    const old = id === declared.id && claimed.has(id) ? null : (byId.get(id) ?? null)
    if (id !== declared.id && old === null && before.length > 0) {
      issues.push({ pointer: `/fields/${index}/was`, detail: `The type has no field ${id}.` })
    }
    if (old !== null && taken.has(old)) {
      issues.push({ pointer: `/fields/${index}/was`, detail: `Another field was ${id} already.` })
    }
    if (old !== null) taken.add(old)
    const key = old === null ? freshKey(declared.id, used) : keyOf(old)
    const kept = old?.indexing === undefined || !declared.filterable ? {} : { indexing: old.indexing }
    return { before: old, after: { ...declared, ...(key !== declared.id && { key }), ...kept }, index }
  })
  const gone = before.filter((field) => !taken.has(field))
  return {
    pairs: [...pairs, ...gone.map((field) => ({ before: field, after: null, index: null }))],
    fields: pairs.map(({ after }) => after),
    spent: [...new Set([...spentBefore, ...gone.map(keyOf)])],
    issues,
  }
}

/** The id that a sent field has had until now. Where it has its new one already, only an exchange of names takes another. */
function earlierId({ id, was = id }: Field, byId: ReadonlyMap<string, unknown>, sent: readonly Field[]): string {
  const isDone = byId.has(id) && !sent.some((other) => other.was === id)
  return isDone ? id : was
}

function freshKey(id: string, used: Set<string>): string {
  let key = id
  for (let number = 2; used.has(key); number += 1) key = `${id}__${number}`
  used.add(key)
  return key
}

/** How a field differs from what it was. */
export interface Difference {
  readonly field: string
  readonly change: 'added' | 'removed' | 'renamed' | 'changed'
  /** The id that it had, where it has another. */
  readonly was?: string
}

/** What a change does to the fields of a type, in their new order. */
export function differencesOf(pairs: readonly FieldPair[]): Difference[] {
  return pairs.flatMap(({ before, after }): Difference[] => {
    if (before === null || after === null) {
      return after === null ? [{ field: before?.id ?? '', change: 'removed' }] : [{ field: after.id, change: 'added' }]
    }
    if (before.id !== after.id) return [{ field: after.id, change: 'renamed', was: before.id }]
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field: after.id, change: 'changed' }]
  })
}
