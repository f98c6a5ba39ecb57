import type { Plan } from '@latchkey/dialect-kit/plan'

/** A page of a list of ours. */
interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** Everything that a list has, page by page, for vendors whose lists have no pages or others. */
export function* all<Item>(read: (after: { after?: string }) => Plan<Page<Item>>): Plan<readonly Item[]> {
  const items: Item[] = []
  let next: string | null = null
  do {
    const page: Page<Item> = yield* read(next === null ? {} : { after: next })
    items.push(...page.items)
    next = page.next
  } while (next !== null)
  return items
}
