import type { Plan } from './plan.ts'

/** A page of one of our lists. */
interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** How many are asked for at once: as many as our lists give. */
const pageMax = 1000

/** All of a list, page by page, for vendors whose lists have no pages, or others than ours. */
export function* readAll<Item>(
  read: (page: { readonly limit: number; readonly after?: string }) => Plan<Page<Item>>,
): Plan<readonly Item[]> {
  const all: Item[] = []
  let after: string | null = null
  do {
    const page: Page<Item> = yield* read({ limit: pageMax, ...(after !== null && { after }) })
    all.push(...page.items)
    after = page.next
  } while (after !== null)
  return all
}
