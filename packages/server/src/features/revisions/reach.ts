import { content } from '@latchkey/contract/actions'
import { decide, mayRead } from '../../pipeline/authorize.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { shared } from '../content/field-values.ts'
import type { EntryFacts } from '../entries/load-entry.ts'
import type { Question } from '../entries/rules.ts'

/**
 * What a caller may read of the history of an entry, by locale.
 *
 * Of a published entry all that is not live counts as a draft: whoever may not read drafts sees of the history what is live
 * now, in whatever version that was saved.
 */
export interface HistoryReach {
  /** Locales of which every revision is shown; `''`, what all share, is among them as soon as one other is. */
  readonly whole: readonly string[]
  /** Ids of the revisions that are shown of all other locales. */
  readonly live: readonly string[]
  /** Every locale of which anything is shown. */
  readonly locales: readonly string[]
}

/** `readsHistory` false leaves out the right to look back: for restoring, which is a right of its own. */
export function historyReach(
  caller: Caller,
  { target, state, locales }: EntryFacts,
  { readsHistory }: { readonly readsHistory: boolean },
): HistoryReach {
  const draft = { ...target, status: 'draft' } as const
  const readable = locales.all.filter(
    (code) => mayRead(caller, target, [code]) && (!readsHistory || maySeeHistory(caller, target, code)),
  )
  const isLive = state.row.state === 'published'
  const whole = isLive ? readable.filter((code) => mayRead(caller, draft, [code])) : readable
  const rest = readable.filter((code) => !whole.includes(code))
  const shows = (locale: string) => rest.includes(locale) || (locale === shared && whole.length === 0)
  return {
    whole: whole.length > 0 ? [shared, ...whole] : [],
    live: rest.length > 0 ? state.live.filter(({ locale }) => shows(locale)).map(({ revisionId }) => revisionId) : [],
    locales: readable,
  }
}

function maySeeHistory(caller: Caller, target: EntryFacts['target'], code: string): boolean {
  return decide(caller, { action: content['revisions.read'].name, target, locales: [code] }).allowed
}

/**
 * The question of whoever looks back: one locale that he may read will do, and which others are shown, the answer says. Of an
 * entry that he may read in none it is the right to read that is asked about, so that it is not there.
 */
export function questionsOfHistory({ target, locales }: EntryFacts, caller: Caller): readonly Question[] {
  const readable = locales.all.filter((code) => mayRead(caller, target, [code]))
  const [first] = readable
  if (first === undefined) return [{ action: content.read.name, target, locales: [locales.default] }]
  const asked = readable.find((code) => maySeeHistory(caller, target, code)) ?? first
  return [{ action: content['revisions.read'].name, target, locales: [asked] }]
}
