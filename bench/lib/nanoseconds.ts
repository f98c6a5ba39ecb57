// A result that nobody reads may be optimised away together with the call.
let sink = 0

const callsPerBatch = 1_000
/** Longer says no more: that is a million calls. */
const secondsMax = 1

/** Mean nanoseconds of one call, over `seconds` of calls, one at most; `call` gets a running index and answers a number. */
export const nanosecondsPerCall = (seconds: number, call: (index: number) => number): number => {
  const start = process.hrtime.bigint()
  const end = start + BigInt(Math.round(Math.min(seconds, secondsMax) * 1e9))
  let calls = 0
  let now = start
  while (now < end) {
    for (let index = 0; index < callsPerBatch; index += 1) sink = (sink + call(calls + index)) % 1_000_003
    calls += callsPerBatch
    now = process.hrtime.bigint()
  }
  return Number(now - start) / calls
}
