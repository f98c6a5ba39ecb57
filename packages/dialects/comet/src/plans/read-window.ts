import type { Plan } from '@latchkey/dialect-kit/plan'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import type { Window } from '../to-input/window.ts'

interface Part<Item> {
  readonly items: readonly Item[]
  readonly total?: number
}

/** What of a list is asked for at once: as much as our lists give. */
const mostAtOnce = 1000
/** What one answer holds at most. */
const mostInAll = 10_000

/** A part of a list as long as it is asked for, or all of it, and how long the whole is. */
export function* readWindow<Item>(
  read: (page: { readonly limit: number; readonly offset?: number; readonly count: boolean }) => Plan<Part<Item>>,
  { limit, offset }: Window,
): Plan<{ readonly items: readonly Item[]; readonly total: number }> {
  const wanted = Math.min(limit ?? mostInAll, mostInAll)
  const items: Item[] = []
  let total = 0
  while (items.length < wanted) {
    const from = offset + items.length
    const most = Math.min(mostAtOnce, wanted - items.length)
    const isFirst = items.length === 0
    const part = yield* read({ limit: most, ...(from > 0 && { offset: from }), count: isFirst })
    items.push(...part.items)
    if (isFirst) total = part.total ?? 0
    if (limit === null && total - offset > mostInAll)
      throw refuseQuery('limit', `There are more than ${mostInAll}: read them part by part.`)
    if (part.items.length < most) break
  }
  return { items, total }
}
