import type { Assertion } from '@latchkey/contract/assertions/operations'
import {
  createRoleAssertion,
  createTokenAssertion,
  deleteRoleAssertion,
  deleteTokenAssertion,
  listRoleAssertions,
  listTokenAssertions,
  updateRoleAssertion,
  updateTokenAssertion,
} from '@latchkey/contract/assertions/operations'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import type { Reader, Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorOf } from '../../lib/creator.ts'
import { type Context, type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readRole } from '../roles/queries.ts'
import { loadSpaceToken } from '../tokens/load-space-token.ts'
import { type Asking, grantsAgainst } from './against.ts'
import { readClaim } from './claim.ts'
import { claimInWords } from './in-words.ts'
import { assertionsMax, assertPinnable } from './pin.ts'
import {
  type AssertionRow,
  deleteAssertion,
  type Holder,
  insertAssertion,
  readAssertion,
  readAssertions,
  storedClaim,
  updateAssertion,
} from './queries.ts'
import { judge, readSubject, type Subject } from './subject.ts'

interface HolderFacts extends Facts {
  readonly subject: Subject
}

interface AssertionFacts extends HolderFacts {
  readonly assertion: AssertionRow
}

type Of<Params> = Context<{ readonly params: Params; readonly query: unknown; readonly body: unknown }>

async function loadToken(context: Of<{ token: string }>): Promise<HolderFacts | null> {
  const found = await loadSpaceToken(context)
  return found && withSubject(context.db, found, { is: 'token', id: found.token.id })
}

async function loadRole({ db, space, input }: Of<{ role: string }>): Promise<HolderFacts | null> {
  const role = await readRole(db, space.id, input.params.role)
  return role && withSubject(db, { target: { area: 'roles', space, id: role.id } }, { is: 'role', id: role.id })
}

async function withSubject(db: Reader, { target }: Facts, holder: Holder): Promise<HolderFacts | null> {
  const subject = await readSubject(db, holder)
  return subject && { target, subject }
}

/** An assertion of its holder; that the holder may be read is decided before what is pinned to it is told. */
function loadOne<Params>(load: (context: Of<Params>) => Promise<HolderFacts | null>) {
  return async (context: Of<Params & { readonly assertion: string }>): Promise<AssertionFacts | null> => {
    const facts = await load(context)
    if (facts === null) return null
    const assertion = await readAssertion(context.db, facts.subject.holder, context.input.params.assertion)
    return assertion && { ...facts, assertion }
  }
}

type ListContext = HandlerContext<unknown, Reader, HolderFacts, unknown>
type CreateContext = HandlerContext<
  { readonly body: { readonly name: string; readonly claim: unknown; readonly even_if_false?: boolean } },
  Writer,
  HolderFacts,
  unknown
>
type UpdateContext = HandlerContext<
  { readonly body: { readonly name?: string; readonly claim?: unknown; readonly even_if_false?: boolean } },
  Writer,
  AssertionFacts,
  unknown
>

async function list(context: ListContext) {
  const rows = await readAssertions(context.db, context.facts.subject.holder)
  return { items: rows.map((row) => render(context, context.facts.subject, row)), next: null }
}

async function create(context: CreateContext) {
  const { db, space, facts, input, caller, services, now } = context
  const { subject } = facts
  const claim = readClaim(input.body.claim, subject.spaces)
  const name = await freeName(context, input.body.name, null)
  assertPinnable(context, subject, claim, { name, evenIfFalse: input.body.even_if_false ?? false })
  const assertion = { id: services.newId(), spaceId: space.id, holder: subject.holder, name, claim }
  context.note({ assertion: assertion.id, name, claim })
  return render(context, subject, await insertAssertion(db, { ...assertion, by: caller.principal.name }, now))
}

async function update(context: UpdateContext) {
  const { db, facts, input, request, now } = context
  const { subject, assertion } = facts
  assertVersion(request.ifMatch, assertion.version, true)
  const name = input.body.name === undefined ? assertion.name : await freeName(context, input.body.name, assertion)
  const claim = input.body.claim === undefined ? storedClaim(assertion) : readClaim(input.body.claim, subject.spaces)
  if (input.body.claim !== undefined)
    assertPinnable(context, subject, claim, { name, evenIfFalse: input.body.even_if_false ?? false })
  context.note({ assertion: assertion.id, name, claim })
  return render(context, subject, await updateAssertion(db, assertion, { name, claim }, now))
}

async function remove({ db, facts, note }: HandlerContext<unknown, Writer, AssertionFacts, unknown>) {
  const { assertion } = facts
  note({ assertion: assertion.id, name: assertion.name, claim: storedClaim(assertion) })
  await deleteAssertion(db, assertion)
  return null
}

/** The answer of a repeated request. */
async function replay(context: Context, holder: Holder, id: string) {
  const row = await readAssertion(context.db, holder, id)
  const subject = row && (await readSubject(context.db, holder))
  return row && subject && render(context, subject, row)
}

/** The name as it is stored. Refuses one that another assertion of the holder has, and one more than it may have. */
async function freeName(
  { db, facts }: Pick<CreateContext, 'db' | 'facts'>,
  asked: string,
  own: AssertionRow | null,
): Promise<string> {
  const name = asked.normalize('NFC')
  const others = (await readAssertions(db, facts.subject.holder)).filter(({ id }) => id !== own?.id)
  if (others.some((each) => each.name === name))
    throw refuse(problems.conflict, 'It has an assertion of this name already.')
  if (others.length >= assertionsMax) throw refuse(problems.limitReached, `It has ${assertionsMax} assertions already.`)
  return name
}

function render(asking: Asking, subject: Subject, row: AssertionRow): Static<typeof Assertion> {
  const claim = storedClaim(row)
  const standing = judge(claim, subject)
  const because = grantsAgainst(asking, subject, standing)
  return {
    id: row.id,
    name: row.name,
    claim,
    sentence: claimInWords(claim),
    holds: answers[standing.is],
    ...(because.length > 0 && { because }),
    created_by: creatorOf(row) ?? 'installation',
    created_at: new Date(row.created_at).toISOString(),
    version: row.version,
  }
}

const answers = { holds: 'yes', broken: 'no', uncallable: 'no', undecided: 'unknown' } as const

export const assertionImplementations = [
  implement(listTokenAssertions, { load: loadToken, handle: list }),
  implement(createTokenAssertion, {
    load: loadToken,
    handle: create,
    created: ({ id }) => id,
    replay: (id, context) => replay(context, { is: 'token', id: context.input.params.token }, id),
  }),
  implement(updateTokenAssertion, { load: loadOne(loadToken), handle: update }),
  implement(deleteTokenAssertion, { load: loadOne(loadToken), handle: remove }),
  implement(listRoleAssertions, { load: loadRole, handle: list }),
  implement(createRoleAssertion, {
    load: loadRole,
    handle: create,
    created: ({ id }) => id,
    replay: async (id, context) => {
      const facts = await loadRole(context)
      return facts && replay(context, facts.subject.holder, id)
    },
  }),
  implement(updateRoleAssertion, { load: loadOne(loadRole), handle: update }),
  implement(deleteRoleAssertion, { load: loadOne(loadRole), handle: remove }),
]
