/** How many requests a page has under way at once. */
const atOnceMax = 4

/** Works through items a few at a time; `work` says itself what has failed. */
export async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnceMax }, worker))
}
