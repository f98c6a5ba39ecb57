import type { Plan } from '@latchkey/dialect-kit/plan'

/** A page of one of our lists. */
interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** How many of a list are asked for at once: as many as our lists give. */
const most = 1000

/** All of a list, page by page: the vendor sorts and counts where ours go on from a cursor. */
export function* readAll<Item>(
  read: (page: { readonly limit: number; readonly after?: string }) => Plan<Page<Item>>,
): Plan<readonly Item[]> {
  const all: Item[] = []
  let page = yield* read({ limit: most })
  all.push(...page.items)
  while (page.next !== null) {
    page = yield* read({ limit: most, after: page.next })
    all.push(...page.items)
  }
  return all
}
