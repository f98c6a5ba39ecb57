import { problems } from '@latchkey/contract/problems'
import type { Assertion } from '@latchkey/policy/assertion'
import type { Request } from '@latchkey/policy/request'
import { refuse } from '../../pipeline/refusal.ts'
import { type Asking, grantsAgainst } from './against.ts'
import { becauseInWords, claimInWords } from './in-words.ts'
import { judge, type Subject } from './subject.ts'

/** The most assertions that one token or role holds: every edit of it asks them all. */
export const assertionsMax = 50

/** Refuses a claim that nobody could decide, and one that is false now unless that is wanted. */
export function assertPinnable(
  context: Asking,
  subject: Subject,
  claim: Assertion,
  { name, evenIfFalse }: { readonly name: string; readonly evenIfFalse: boolean },
): void {
  const standing = judge(claim, subject)
  if (standing.is === 'holds') return
  const because = grantsAgainst(context, subject, standing)
  if (standing.is === 'undecided') {
    const detail = `Whether this holds cannot be decided${becauseInWords(because)}. Say it of less, or of things by their names; or add the deny that it amounts to.`
    throw refuse(problems.invalidBody, undefined, { errors: [{ pointer: '/claim', detail }] })
  }
  if (evenIfFalse) return
  const { is, id } = subject.holder
  const why =
    standing.is === 'uncallable'
      ? `no call for ${standing.action} is open to it`
      : `${exampleInWords(claim, standing.example)}${becauseInWords(because)}`
  throw refuse(
    problems.assertionBroken,
    `It is false now: ${claimInWords(claim)}, but ${why}. To pin it nevertheless, say even_if_false.`,
    { assertions: [{ name, [is]: { id, name: subject.name }, claim, because }] },
  )
}

function exampleInWords({ effect }: Assertion, { action, target, locales, touches }: Request): string {
  const { area, type, name, category, status } = target
  const thing = [area, type, category ? `category:${category}` : name].filter((part) => part !== undefined).join(':')
  const further = [
    ...(touches?.map(({ field }) => `field ${field}`) ?? []),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(locales?.map((code) => `locale ${code}`) ?? []),
  ]
  const told = further.length === 0 ? '' : ` (${further.join(', ')})`
  return `${action} on ${thing}${told} is ${effect === 'never' ? 'allowed' : 'refused'}`
}
