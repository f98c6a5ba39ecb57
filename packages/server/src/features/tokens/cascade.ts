import { revokePersonalToken } from '@latchkey/contract/account/operations'
import { revokeInstallationToken } from '@latchkey/contract/installation-tokens/operations'
import { problems } from '@latchkey/contract/problems'
import { inInstallation, inSpace } from '@latchkey/contract/target'
import { revokeToken } from '@latchkey/contract/tokens/operations'
import { mask } from '@latchkey/tokens/text'
import type { Writer } from '../../database/database.ts'
import { type DecidedBy, mayRead } from '../../pipeline/authorize.ts'
import { decideElsewhere, holdCallerIn } from '../../pipeline/caller-in.ts'
import type { Context, Facts, HandlerContext, IncludedPart } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { endToken } from './end-token.ts'
import { holdMadeBy, type MadeToken } from './queries.ts'

type CascadeContext = Pick<Context<unknown, Writer>, 'db' | 'caller' | 'now'> &
  Pick<HandlerContext<unknown, Writer, Facts, unknown>, 'include'>

/** What is to be said of one of the tokens that a token has made. */
interface Judged {
  readonly token: MadeToken
  /** How the trail tells its end; null: the caller may not revoke it. */
  readonly part: IncludedPart | null
  /** Whether the caller may know of it. */
  readonly known: boolean
}

/**
 * Revokes every token that a token has made, and what those have made, each audited where it belongs. Answers their ids.
 *
 * All or none: one that the caller may not revoke refuses the request, named where the caller may know of it and counted
 * where not. What belongs to a deleted space has ended with it.
 */
export async function revokeMade(context: CascadeContext, tokenId: string): Promise<string[]> {
  const judged: Judged[] = []
  // Level by level, each held before the next is looked for: whoever makes one meanwhile has to wait, and is then refused.
  for (let makers: readonly string[] = [tokenId]; makers.length > 0;) {
    const made = await holdMadeBy(context.db, makers)
    for (const token of made) if (token.state !== 'revoked') judged.push(await judge(context, token, tokenId))
    makers = made.map(({ id }) => id)
  }
  const refused = judged.filter(({ part }) => part === null)
  if (refused.length > 0) throw refuse(problems.insufficientScope, refusalOf(refused))
  for (const { token, part } of judged) {
    await endToken(context.db, token.id, 'revoke', context.now)
    if (part !== null) context.include(part)
  }
  return judged.map(({ token }) => token.id)
}

async function judge({ db, caller }: CascadeContext, token: MadeToken, root: string): Promise<Judged> {
  const notes = { made_by: token.created_by_id, cascade_of: root }
  if (token.account_id !== null) {
    // Personal tokens make personal tokens of their own account alone.
    const own = token.account_id === caller.principal.accountId
    const operation = revokePersonalToken
    const target = { area: 'profile', space: null, id: token.id, name: `tokens:${token.id}` } as const
    const decidedBy = own ? decideElsewhere(caller, { operation, reference: inInstallation('profile'), target }) : null
    return { token, part: decidedBy && { operation, target, decidedBy, notes }, known: own }
  }
  if (token.space_id === null) return judgeInstallation(caller, token, notes)
  const there = await holdCallerIn(db, caller, token.space_id)
  if (there === null || there.space === null) return { token, part: null, known: false }
  const target = targetIn(there, token)
  const decidedBy = decideIn(there, token.id, target)
  const part = decidedBy && { operation: revokeToken, target, decidedBy, notes, space: there.space }
  return { token, part, known: mayRead(there, target) }
}

function judgeInstallation(caller: Caller, token: MadeToken, notes: IncludedPart['notes']): Judged {
  const operation = revokeInstallationToken
  const target = { area: 'tokens', space: null, id: token.id, creator: makerOf(token) } as const
  const reference = inInstallation('tokens', token.id)
  const decidedBy = decideElsewhere(caller, { operation, reference, target })
  return { token, part: decidedBy && { operation, target, decidedBy, notes }, known: mayRead(caller, target) }
}

/** The principal that counts as its creator: an account, also where it used a token. */
function makerOf({ maker_account_id, created_by_id }: MadeToken): string {
  return maker_account_id === null ? `token:${created_by_id}` : `account:${maker_account_id}`
}

function targetIn(there: Caller, token: MadeToken) {
  return { area: 'tokens', space: there.space, id: token.id, creator: makerOf(token) } as const
}

function decideIn(there: Caller, id: string, target: ReturnType<typeof targetIn>): DecidedBy | null {
  const reference = inSpace('tokens', there.space?.id ?? '', id)
  return decideElsewhere(there, { operation: revokeToken, reference, target })
}

function refusalOf(refused: readonly Judged[]): string {
  const named = refused.flatMap(({ known, token: { kind, id, name } }) =>
    known ? [`${mask(kind, id)} (${name})`] : [],
  )
  const others = refused.length - named.length
  const rest = others === 0 ? [] : [`${others} that you may not know of`]
  return `It has made tokens that you may not revoke: ${[...named, ...rest].join(', ')}. Nothing was revoked.`
}
