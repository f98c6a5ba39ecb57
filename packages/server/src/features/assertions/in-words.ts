import type { Assertion } from '@latchkey/policy/assertion'
import type { Grant } from '@latchkey/policy/grant'
import { grantInWords, listed } from '@latchkey/tokens/grant-in-words'

/** `never content.read on content, where status is draft`. */
export function claimInWords({ effect, ...words }: Assertion): string {
  return `${effect} ${grantInWords({ effect: 'allow', ...words }).slice('allow '.length)}`
}

/** What stands against an assertion, as an apposition: `: “allow content.read on content”`; empty where nothing can be named. */
export function becauseInWords(because: readonly Grant[]): string {
  const quoted = because.map((grant) => `“${grantInWords(grant)}”`)
  return quoted.length === 0 ? '' : `: ${listed(quoted, 'and')}`
}
