import { problems } from '@latchkey/contract/problems'
import { refuse } from '../../pipeline/refusal.ts'
import type { ContentField } from './content-type.ts'
import { findSortable, type ListColumn, type Listable } from './list-condition.ts'

/** What a list is sorted by, one after the other; the id stands behind the last. Rows without a value come last. */
export type OrderKey = (
  | {
      readonly is: 'field'
      readonly field: ContentField
      /** The same of other types, in a list of several: of all these a row has one at most. */
      readonly others: readonly ContentField[]
    }
  | { readonly is: 'column'; readonly column: ListColumn }
) & { readonly descending: boolean }

const keysMax = 3

/** Reads `-price,title`. Absent: the newest first, by the given column. */
export function parseOrder(listable: Listable, text: string | undefined, newestBy: ListColumn): readonly OrderKey[] {
  if (text === undefined) return [{ is: 'column', column: newestBy, descending: true }]
  const names = text.split(',')
  if (names.length > keysMax) throw refuseOrder(`At most ${keysMax} fields.`)
  const seen = new Set<string>()
  return names.map((name) => {
    const descending = name.startsWith('-')
    const id = descending ? name.slice(1) : name
    const [subject, ...others] = findSortable(listable, id)
    if (subject === undefined || seen.has(id))
      throw refuseOrder('There is no such field to sort by, or it is given twice.')
    seen.add(id)
    if (subject.is === 'column') return { ...subject, descending }
    return { ...subject, others: others.flatMap((each) => (each.is === 'field' ? each.field : [])), descending }
  })
}

function refuseOrder(detail: string) {
  return refuse(problems.invalidQuery, undefined, { errors: [{ parameter: 'order', detail }] })
}
