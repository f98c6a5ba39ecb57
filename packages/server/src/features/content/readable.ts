import { type Filter, type FilterQuery, filterText, normalize } from '@latchkey/policy/filter'
import { filterForAll } from '@latchkey/policy/layers'
import { kinds } from '@latchkey/tokens/kinds'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import type { LocaleRow } from '../locales/queries.ts'

/** Entries that are about to be read; `type` absent for those of all types. */
export interface Reading {
  readonly space: SpaceFacts
  readonly type?: string
  /** Where every row has the same status. */
  readonly status?: 'published' | 'draft'
}

/** The rows that the caller may read in a locale. */
export function readableIn(caller: Caller, { space, type, status }: Reading, locale: string): Filter {
  const query: FilterQuery = {
    collection: { area: 'content', space, ...(type !== undefined && { type }) },
    principal: caller.principal.name,
    locales: [locale],
    ...(status && { status }),
    // What delivers snapshots alone has created none of them.
    ...(kinds[caller.principal.kind].delivers === 'published' && { own: false as const }),
  }
  return filterForAll(caller.layers, 'content.read', query)
}

/** Whether what things bear can make a difference to what the caller may do. */
export function asksForTags({ layers }: Caller): boolean {
  return layers.some(({ policy }) => policy.asksForTags)
}

/** The rows that the caller may read in any locale. */
export function readable(caller: Caller, reading: Reading, locales: readonly LocaleRow[]): Filter {
  return normalize({ is: 'or', of: locales.map(({ code }) => readableIn(caller, reading, code)) })
}

/**
 * The published rows whose working copy is shown: those of which drafts may be read in every locale that is shown. Of all
 * others the snapshot is.
 */
export function draftsReadable(caller: Caller, reading: Reading, codes: readonly string[]): Filter {
  const perLocale = codes.map((code): Filter => {
    const published = readableIn(caller, { ...reading, status: 'published' }, code)
    const draft = readableIn(caller, { ...reading, status: 'draft' }, code)
    if (filterText(published) === filterText(draft)) return { is: 'all' }
    return { is: 'or', of: [{ is: 'not', of: published }, draft] }
  })
  return normalize({ is: 'and', of: perLocale })
}
