import type { Page } from '@latchkey/client/operations'

/** How many parts of a trail are looked through for one page: each holds what fits among some thousand records, which may be little. */
const partsMax = 20

/** Asks for parts until a page is full, or the trail is at its end. */
export async function readTrail<Item>(
  read: (part: { readonly limit: number; readonly after?: string }) => Promise<Page<Item>>,
  { after, size }: { readonly after: string | null; readonly size: number },
): Promise<{ readonly items: readonly Item[]; readonly next: string | null }> {
  const items: Item[] = []
  let next = after
  for (let part = 0; part < partsMax; part += 1) {
    const page = await read({ limit: size - items.length, ...(next !== null && { after: next }) })
    items.push(...page.items)
    next = page.next
    if (next === null || items.length === size) break
  }
  return { items, next }
}
