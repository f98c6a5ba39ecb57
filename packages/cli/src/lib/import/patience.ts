import { LatchkeyProblem, LatchkeyUnreachable } from '@latchkey/client/problem'

/** How long something is tried again that may be sent twice. */
export interface Patience {
  readonly triesMax: number
  /** The first pause, in milliseconds; each further one is twice as long. */
  readonly pauseMs: number
  readonly wait: (pauseMs: number, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
}

/** Sends until there is an answer, as long as the server is away, busy, or changed the caller's rights meanwhile. */
export async function untilAnswered<Value>(attempt: () => Promise<Value>, patience: Patience): Promise<Value> {
  for (let round = 0; ; round += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!isPassing(error) || round + 1 >= patience.triesMax) throw error
      await patience.wait(patience.pauseMs * 2 ** round, patience.signal)
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof LatchkeyUnreachable) return true
  if (!(error instanceof LatchkeyProblem)) return false
  return [429, 502, 503, 504].includes(error.status) || error.slug === 'rights-changed'
}
