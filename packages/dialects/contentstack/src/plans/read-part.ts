import type { Plan } from '@latchkey/dialect-kit/plan'
import type { Part } from '../to-input/list.ts'

/** A page of a list of ours. */
interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly total?: number
}

/** What is asked of a page. */
interface Paging {
  readonly limit: number
  readonly after?: string
  readonly count?: boolean
}

const pageMax = 1000

/** A part of a list without offsets: it goes on from where it ended, so that what is left out is read too. */
export function* readPart<Item>(
  { skip, limit }: Part,
  count: boolean,
  read: (paging: Paging) => Plan<Page<Item>>,
): Plan<{ readonly items: readonly Item[]; readonly total: number | undefined }> {
  const items: Item[] = []
  let after: string | null = null
  let total: number | undefined
  do {
    const wanted = Math.min(pageMax, Math.max(1, skip + limit - items.length))
    const page: Page<Item> = yield* read({ limit: wanted, ...(after === null ? { count } : { after }) })
    total ??= page.total
    items.push(...page.items)
    after = page.next
  } while (after !== null && items.length < skip + limit)
  return { items: items.slice(skip, skip + limit), total }
}
