import { showPersonalToken } from '@latchkey/contract/account/operations'
import { showSession } from '@latchkey/contract/session/operations'
import { attempt, call, type Plan } from '@latchkey/dialect-kit/plan'
import { type Creators, makingToken, type Token } from '../from-result/token.ts'

/** How many makers one answer asks for by themselves. */
const mostLookedUp = 100

/**
 * Who has made tokens, as far as the caller may know: his own account, and tokens of his. A token that is gone, or that he may
 * not look at, stays without a name.
 */
export function* readCreators(tokens: readonly Token[]): Plan<Creators> {
  const { account } = yield* call(showSession, {})
  const names = new Map(tokens.map(({ id, name }) => [id, name]))
  const makers = new Set(tokens.flatMap((token) => makingToken(token) ?? []))
  for (const id of [...makers].filter((each) => !names.has(each)).slice(0, mostLookedUp)) {
    const maker = yield* attempt(showPersonalToken, { params: { token: id } })
    if (maker.ok) names.set(id, maker.result.name)
  }
  return { account, tokens: names }
}
