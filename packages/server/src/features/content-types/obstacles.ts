import type { ContentTypeObstacle } from '@latchkey/contract/content-types/schemas'
import type { ProblemIssue } from '@latchkey/contract/problem'
import type { Static } from '@latchkey/contract/schema'
import { confirmable, type FieldChange, type Reason } from './changes.ts'

/** Entries that stand in the way of one change. */
export interface Found {
  readonly change: FieldChange
  readonly reason: Reason
  readonly entries: number
  /** Entries by locale; empty for what all locales share. */
  readonly locales: Readonly<Record<string, number>>
  /** Ids of some of them. */
  readonly sample: readonly string[]
}

/** As it is answered; `visible` are the entries that the caller may read. */
export function obstacleOf(found: Found, visible: ReadonlySet<string>): Static<typeof ContentTypeObstacle> {
  return {
    field: found.change.id,
    reason: found.reason,
    detail: sentenceOf(found),
    entries: found.entries,
    locales: { ...found.locales },
    examples: found.sample.filter((id) => visible.has(id)).slice(0, examplesMax),
    confirmable: confirmable.has(found.reason),
  }
}

const examplesMax = 10

export function issueOf(found: Found): ProblemIssue {
  const { index } = found.change
  return { pointer: index === null ? '/fields' : `/fields/${index}`, detail: sentenceOf(found) }
}

function sentenceOf({ change, reason, entries, locales }: Found): string {
  const each = Object.entries(locales)
  const where = each.length === 0 ? '' : ` (${each.map(([locale, count]) => `${locale}: ${count}`).join(', ')})`
  return `${change.id}: ${entries === 1 ? '1 entry' : `${entries} entries`} ${sentences[reason]}${where}.`
}

const sentences: Readonly<Record<Reason, string>> = {
  lost: 'with a value that would be lost',
  moves: 'with a value; empty the field there before it is localized or no longer is',
  misfits: 'with a value that another kind of field cannot hold',
  breaks: 'with a value that would no longer be valid',
  lacks: 'without a value in the default locale',
  repeats: 'with the value of another',
}

/** Counts entries and locales that are found one by one. */
export class Tally {
  readonly #locales = new Map<string, Set<string>>()
  readonly #entries = new Set<string>()

  add(entryId: string, locale: string): void {
    this.#entries.add(entryId)
    if (locale === '') return
    this.#locales.set(locale, (this.#locales.get(locale) ?? new Set()).add(entryId))
  }

  /** Null where nothing was added. */
  found(change: FieldChange, reason: Reason, sampleMax: number): Found | null {
    if (this.#entries.size === 0) return null
    const locales = [...this.#locales].map(([locale, entries]) => [locale, entries.size] as const)
    return {
      change,
      reason,
      entries: this.#entries.size,
      locales: Object.fromEntries(locales.toSorted(([one], [other]) => (one < other ? -1 : 1))),
      sample: [...this.#entries].slice(0, sampleMax),
    }
  }
}
