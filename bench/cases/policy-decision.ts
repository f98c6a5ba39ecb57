import { compile } from '@latchkey/policy/compile'
import { decide } from '@latchkey/policy/decide'
import { interleave } from '../lib/interleave.ts'
import { nanosecondsPerCall } from '../lib/nanoseconds.ts'
import type { Options } from '../lib/options.ts'
import { abilityOf, askCasl, grantsOf, questionsAbout, requestOf, type Facts } from '../lib/policy-questions.ts'
import { summarise, type Result } from '../lib/result.ts'
import { runCase } from '../lib/run-case.ts'

// Both engines are prepared once and asked often, as in a server: from the facts of a request to the answer. Preparing
// is not part of the figure; putting the facts into the shape that the engine wants is.
const measure = async (count: number, { rounds, seconds }: Options): Promise<Result> => {
  const policy = compile(grantsOf(count))
  const ability = abilityOf(count)
  const questions = questionsAbout(count)
  const asking = (ask: (facts: Facts) => boolean) => (index: number) => {
    const facts = questions[index % questions.length]
    return Number(facts !== undefined && ask(facts))
  }
  const latchkey = asking((facts) => decide(policy, requestOf(facts)).allowed)
  const reference = asking((facts) => askCasl(ability, facts))
  nanosecondsPerCall(1, latchkey)
  nanosecondsPerCall(1, reference)
  return summarise({
    name: `policy decision, ${count} grants`,
    connections: null,
    unit: 'ns/decision',
    rounds: await interleave(
      rounds,
      () => nanosecondsPerCall(seconds, latchkey),
      () => nanosecondsPerCall(seconds, reference),
    ),
    errors: 0,
    wrongBodies: questions.filter((_, index) => latchkey(index) !== reference(index)).length,
    target: { of: 'ratio', atMost: 0.6 },
  })
}

await runCase(async (options) => {
  const results: Result[] = []
  for (const count of [1, 10, 100, 1000]) results.push(await measure(count, options))
  return results
})
