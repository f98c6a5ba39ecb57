import { type Filter, filterText, normalize } from '@latchkey/policy/filter'
import type { LocaleRow } from '../locales/queries.ts'
import { localeChain } from './locale-chain.ts'

/** A locale, and which of the listed rows show it. */
export interface LocaleStep {
  readonly code: string
  /** `all` where every listed row does. */
  readonly rows: Filter
}

/** Which rows a request shows, and in which locales. */
export interface LocaleReach {
  /** A code, or `*`. */
  readonly asked: string
  /** The rows that are listed at all. */
  readonly rows: Filter
  /** With a code: it and what it falls back to, each only as far as the one before. With `*`: every locale, in the order of the space. */
  readonly steps: readonly LocaleStep[]
  /** Every locale that some row shows. */
  readonly readable: readonly LocaleStep[]
  /** Every row shows every locale that it may show at all, so that nothing depends on where it is live. */
  readonly coversAll: boolean
}

/**
 * What a request for a locale reaches. Null for a locale that no row shows: unknown and unlisted ones are not told apart.
 *
 * `readableIn` gives the rows that may be read in a locale.
 */
export function localeReach(
  locales: readonly LocaleRow[],
  asked: string,
  readableIn: (code: string) => Filter,
): LocaleReach | null {
  const filters = new Map(locales.map(({ code }) => [code, readableIn(code)]))
  const isReadable = (code: string): boolean => filterOf(filters, code).is !== 'none'
  const readableCodes = [...filters.keys()].filter(isReadable)
  if (asked === '*' ? readableCodes.length === 0 : !isReadable(asked)) return null
  const rows =
    asked === '*'
      ? normalize({ is: 'or', of: readableCodes.map((code) => filterOf(filters, code)) })
      : filterOf(filters, asked)
  const step = (code: string, filter: Filter): LocaleStep => ({ code, rows: within(rows, filter) })
  const readable = readableCodes.map((code) => step(code, filterOf(filters, code)))
  const steps = asked === '*' ? readable : chainSteps(localeChain(locales, asked, isReadable), filters, step)
  const codes = new Set(steps.map(({ code }) => code))
  const coversAll = asked === '*' || (steps.every(isWhole) && readable.every(({ code }) => codes.has(code)))
  return { asked, rows, steps, readable, coversAll }
}

/** A value comes through a locale only for the rows that may be read in it. */
function chainSteps(
  chain: readonly string[],
  filters: ReadonlyMap<string, Filter>,
  step: (code: string, filter: Filter) => LocaleStep,
): LocaleStep[] {
  const steps: LocaleStep[] = []
  let reached: Filter = { is: 'all' }
  for (const code of chain) {
    reached = normalize({ is: 'and', of: [reached, filterOf(filters, code)] })
    if (reached.is === 'none') break
    steps.push(step(code, reached))
  }
  return steps
}

/** The part of `rows` that the filter leaves, in the shortest form: most callers read every locale of what they read. */
function within(rows: Filter, filter: Filter): Filter {
  return filterText(rows) === filterText(normalize({ is: 'and', of: [rows, filter] })) ? { is: 'all' } : filter
}

function isWhole({ rows }: LocaleStep): boolean {
  return rows.is === 'all'
}

function filterOf(filters: ReadonlyMap<string, Filter>, code: string): Filter {
  return filters.get(code) ?? { is: 'none' }
}
