/** Something to be sent, with the bytes that it takes in a body. */
export interface Sized<Item> {
  readonly item: Item
  readonly bytes: number
}

export interface BatchLimits {
  readonly itemsMax: number
  readonly bytesMax: number
}

/** Bytes of the JSON text of a value, with the comma that may follow it. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1
}

/** Groups items, in their order, so that no batch has more items or bytes than may be sent at once. An item must fit by itself. */
export async function* batches<Item>(
  items: AsyncIterable<Sized<Item>>,
  { itemsMax, bytesMax }: BatchLimits,
): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  let total = 0
  for await (const { item, bytes } of items) {
    if (batch.length > 0 && (batch.length === itemsMax || total + bytes > bytesMax)) {
      yield batch
      batch = []
      total = 0
    }
    batch.push(item)
    total += bytes
  }
  if (batch.length > 0) yield batch
}
