import type { NewPersonalToken } from '@latchkey/contract/tokens/schemas'
import { operationFacts } from '@latchkey/contract/catalogue'
import { operations } from '@latchkey/contract/operations'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import { type Bounds, exceeding } from '@latchkey/tokens/maker-bounds'
import { scopeIssues } from '@latchkey/tokens/scope-issues'
import type { Spaces } from '@latchkey/tokens/spaces'
import type { Writer } from '../../database/database.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { storedScope } from '../../pipeline/read-rights.ts'
import type { StoredTerms } from '../../pipeline/terms.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { findOwnSpaces } from './bindings.ts'
import type { NewToken } from './issue-token.ts'
import { assertNoFaults } from './faults.ts'
import { makerOf } from './new-space-token.ts'
import { ofAccount } from './of-account.ts'
import { readToken, type TokenRecord } from './queries.ts'
import { assertWithinNetworks, readTerms } from './terms.ts'

type Body = Static<typeof NewPersonalToken>
type CreateContext = Pick<Context<{ readonly body: Body }, Writer>, 'caller' | 'db' | 'input'>

/** The calls that personal tokens can make: what a scope may name. */
const personalCalls = operationFacts.filter(({ id }) =>
  operations.some((each) => each.id === id && each.callers !== 'anyone' && each.callers.includes('personal')),
)

/** Reads what is asked for, refuses what does not exist or exceeds its maker, and says what to issue. */
export async function planPersonalToken(context: CreateContext): Promise<Omit<NewToken, 'serial'>> {
  const { caller, input } = context
  const { name, description, scope, state, expires_at } = input.body
  const { accountId } = caller.principal
  assertScope(scope, '/scope')
  const spaces = await spacesOf(context)
  const expiresAt = expires_at === undefined ? null : Date.parse(expires_at)
  const terms = readTerms(input.body)
  await assertWithinToken(context, { scope, spaces, branches: null, expiresAt }, terms.networks)
  const listed = spaces !== 'all' && spaces !== 'owned'
  return {
    ...ofAccount,
    kind: 'personal',
    accountId,
    scope,
    spaces: listed ? 'listed' : spaces,
    spaceIds: listed ? spaces : [],
    name,
    note: description ?? '',
    expiresAt,
    terms,
    ...(state !== undefined && { state }),
    createdBy: makerOf(caller),
    // A token opens no door that the sign-in behind it does not.
    provenBy: caller.principal.proof?.identityId ?? null,
  }
}

/** Refuses a scope that names what is none of the calls of personal tokens, at every mistake. `at`: where it stands in the body. */
export function assertScope(scope: Body['scope'], at: string): void {
  assertNoFaults(
    scopeIssues(scope, personalCalls).map(({ pointer, detail }) => ({ pointer: `${at}${pointer}`, detail })),
  )
}

/** A token hands out no more than it has: no wider scope, no further space or network, no later end. A session is the account itself. */
export async function assertWithinToken(
  { caller, db }: Pick<Context, 'caller' | 'db'>,
  child: Bounds,
  networks: StoredTerms['networks'],
): Promise<void> {
  const { tokenId, accountId, kind } = caller.principal
  assertWithinNetworks(caller, networks)
  if (kind === 'session' || accountId === null) return
  const maker = await readToken(db, { accountId, kind: 'personal' }, tokenId)
  if (maker === null) throw refuse(problems.exceedsMaker)
  const [bound] = exceeding(boundsOf(maker), child, personalCalls)
  if (bound === undefined) return
  const { pointer, detail } = excesses[bound]
  throw refuse(problems.exceedsMaker, detail, { errors: [{ pointer, detail }] })
}

/** What bounds a personal token besides its account. */
export function boundsOf(token: TokenRecord): Bounds {
  const spaces = token.spaces === 'listed' ? token.listed.map(({ id }) => id) : token.spaces
  return {
    scope: storedScope(token).scope,
    spaces: spaces === 'one' ? [] : spaces,
    branches: null,
    expiresAt: token.expires_at,
  }
}

const excesses: Readonly<Record<keyof Bounds, { readonly pointer: string; readonly detail: string }>> = {
  scope: { pointer: '/scope', detail: 'The token could do what the scope of the token that makes it does not have.' },
  spaces: { pointer: '/spaces', detail: 'The token would reach spaces that the token that makes it does not.' },
  branches: { pointer: '/branches', detail: 'The token would reach branches that the token that makes it does not.' },
  expiresAt: { pointer: '/expires_at', detail: 'It would be valid for longer than the token that makes it.' },
}

/** The spaces asked for, by id; all that the account is in, unless the request says otherwise. */
async function spacesOf({ db, caller, input }: CreateContext): Promise<Spaces> {
  const asked = input.body.spaces ?? 'all'
  if (asked === 'all' || asked === 'owned') return asked
  const found = await findOwnSpaces(db, caller.principal.accountId ?? '', asked)
  assertNoFaults(
    asked.flatMap((name, index) =>
      found[index] ? [] : [{ pointer: `/spaces/${index}`, detail: `There is no space ${name} that you are in.` }],
    ),
  )
  return [...new Set(found.flatMap((space) => (space ? [space.id] : [])))]
}
