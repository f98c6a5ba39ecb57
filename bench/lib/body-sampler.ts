import { setTimeout as sleep } from 'node:timers/promises'

export type BodySampler = {
  /** Ends the sampling; answers how many bodies were wrong. A sampler that saw no body at all counts as one. */
  stop(): Promise<number>
}

const intervalMs = 25

/** Looks at the answers while a load client only counts them: load clients do not read what they get. */
export const sampleBodies = (request: () => Promise<boolean>): BodySampler => {
  const ended = new AbortController()
  let seen = 0
  let wrong = 0
  const loop = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      // A broken connection is the load client's to count as an error; here it is a body that did not come.
      if (!(await request().catch(() => false))) wrong += 1
      seen += 1
      await sleep(intervalMs)
    }
  }
  const finished = loop()
  return {
    stop: async () => {
      ended.abort()
      await finished
      return seen === 0 ? 1 : wrong
    },
  }
}
