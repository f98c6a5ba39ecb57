import { problems } from '@latchkey/contract/problems'
import { Refusal } from '../pipeline/refusal.ts'

/** Runs work, so many at a time, in the order of asking. Refuses it with too-many-requests while too many others wait. */
export type LimitAtOnce = <Result>(work: () => Promise<Result>) => Promise<Result>

export function limitAtOnce(atOnceMax: number, waitingMax: number): LimitAtOnce {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (waiting.length >= waitingMax) throw new Refusal(problems.tooManyRequests, undefined, {}, { 'Retry-After': '5' })
    if (running >= atOnceMax)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
