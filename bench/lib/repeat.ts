export type Repeated = { readonly perSecond: number; readonly errors: number }

/** Runs an operation with a running index from `connections` loops at once, for the given time. */
export const repeat = async (
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
  operation: (index: number) => Promise<unknown>,
): Promise<Repeated> => {
  const start = performance.now()
  let next = 0
  let done = 0
  let errors = 0
  const loop = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1000) {
      const index = next
      next += 1
      try {
        await operation(index)
        done += 1
      } catch (failure) {
        // The first is enough to see what is wrong; thousands would bury it.
        if (errors === 0) console.error(failure)
        errors += 1
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  return { perSecond: done / ((performance.now() - start) / 1000), errors }
}

/** Runs an operation once for each index below `count`, from `connections` loops at once; the first failure ends it. */
export const times = async (
  count: number,
  connections: number,
  operation: (index: number) => Promise<unknown>,
): Promise<void> => {
  let next = 0
  const loop = async (): Promise<void> => {
    while (next < count) {
      const index = next
      next += 1
      await operation(index)
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
}
