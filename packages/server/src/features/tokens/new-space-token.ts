import { vocabulary } from '@latchkey/contract/catalogue'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import type { NewInstallationToken, NewSpaceToken } from '@latchkey/contract/tokens/schemas'
import type { Grant } from '@latchkey/policy/grant'
import { parseGrants } from '@latchkey/policy/parse'
import type { SpaceName } from '@latchkey/policy/request'
import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import { mayMake } from '@latchkey/tokens/makers'
import type { Reader } from '../../database/database.ts'
import { decide, mayRead } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { storedGrants } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readEnvironment } from '../environments/queries.ts'
import { isKnown, targetOf } from '../releases/load-release.ts'
import { readReleasesById, type ReleaseRow } from '../releases/queries.ts'
import { readRole } from '../roles/queries.ts'
import { findOwnSpaces } from './bindings.ts'
import type { NewToken } from './issue-token.ts'
import { noBranches, readNamedScope } from './branch-scope.ts'
import { assertNoFaults, faults } from './faults.ts'
import { assertCovered, callerIn } from './maker.ts'
import { faultOfRole, faultsOfChoices, makersInWords } from './rules.ts'
import { readInstallationStandings, readStandings } from './standing.ts'
import { readTerms } from './terms.ts'

type Body = Static<typeof NewSpaceToken>
type CreateContext = Pick<Context<{ readonly body: Body }>, 'caller' | 'space' | 'db' | 'input'>

/** Reads what is asked for, refuses what does not fit its kind or exceeds its maker, and says what to issue. */
export async function planSpaceToken(context: CreateContext): Promise<Omit<NewToken, 'serial'>> {
  const { caller, space, db, input } = context
  const { body } = input
  const { kind } = body
  assertNoFaults(faultsOfChoices(kind, body))
  const terms = readTerms(body)
  const spaces = await spacesOf(context)
  const releases = body.releases === undefined ? [] : await releasesOf(context, body.releases)
  for (const each of spaces) await assertMayMake(db, kind, await callerIn(context, each), releases)
  const environment = await environmentOf(context)
  const role = await roleOf(context)
  const scope = await readNamedScope(context, body, noBranches)
  const grants = body.grants === undefined ? null : readGrants(body.grants, spaces)
  const mode = kinds[kind].modes === null ? null : (body.mode ?? 'read')
  const expiresAt = body.expires_at === undefined ? null : Date.parse(body.expires_at)
  const lists = [
    ...(role ? [{ pointer: '/role', grants: storedGrants(role.grants) } as const] : []),
    ...(grants ? [{ pointer: '/grants', grants } as const] : []),
  ]
  await assertCovered(context, { kind, mode, lists, spaces, expiresAt, networks: terms.networks })
  const listed = kinds[kind].tiedTo === 'spaces-or-installation'
  return {
    kind,
    spaceId: space.id,
    accountId: null,
    environmentId: environment?.id ?? null,
    roleId: role?.id ?? null,
    grants,
    scope: mode && { form: 'mode', mode },
    spaces: listed ? 'listed' : 'one',
    spaceIds: listed ? spaces.map(({ id }) => id) : [],
    ...(scope && { branches: scope }),
    releaseIds: releases.map(({ id }) => id),
    name: body.name,
    note: body.description ?? '',
    expiresAt,
    terms,
    ...(body.state !== undefined && { state: body.state }),
    createdBy: makerOf(caller),
  }
}

type InstallationBody = Static<typeof NewInstallationToken>
type InstallationContext = Pick<Context<{ readonly body: InstallationBody }>, 'caller' | 'db' | 'input'>

/** The same for an api token of the installation: made by who administers it, and reaching every space. */
export async function planInstallationToken(context: InstallationContext): Promise<Omit<NewToken, 'serial'>> {
  const { caller, db, input } = context
  const { name, description, grants: asked, state, expires_at } = input.body
  const standings = await readInstallationStandings(db, caller.principal.accountId)
  const target = { area: 'tokens', space: null, creator: caller.principal.name } as const
  const holds = (action: string) => decide(caller, { action, target }).allowed
  if (!mayMake(kinds.api.makers, { standings, holds }, 'installation')) {
    throw refuse(problems.insufficientScope, 'Tokens of the installation are made by who administers it.')
  }
  const grants = readGrants(asked, null)
  const expiresAt = expires_at === undefined ? null : Date.parse(expires_at)
  const lists = [{ pointer: '/grants', grants } as const]
  const terms = readTerms(input.body)
  await assertCovered(context, { kind: 'api', mode: null, lists, spaces: null, expiresAt, networks: terms.networks })
  return {
    kind: 'api',
    spaceId: null,
    accountId: null,
    environmentId: null,
    roleId: null,
    grants,
    scope: null,
    spaces: 'all',
    spaceIds: [],
    name,
    note: description ?? '',
    expiresAt,
    terms,
    ...(state !== undefined && { state }),
    createdBy: makerOf(caller),
  }
}

/** Who made it, for the record: the account at its login, or the token that was used. */
export function makerOf({ principal }: Caller): NonNullable<NewToken['createdBy']> {
  return principal.kind === 'session' && principal.accountId !== null
    ? { kind: 'account', id: principal.accountId }
    : { kind: 'token', id: principal.tokenId }
}

/** Parses grants, pointing into the body at every mistake. `spaces` null: they may name any. */
export function readGrants(input: unknown, spaces: readonly SpaceName[] | null): readonly Grant[] {
  const parsed = parseGrants(input, vocabulary, spaces ?? undefined)
  if (parsed.ok) return parsed.grants
  throw faults(parsed.issues.map(({ pointer, detail }) => ({ pointer: `/grants${pointer}`, detail })))
}

/** An api token belongs to the space where it is made, and may list further ones. */
async function spacesOf({ caller, db, space, input }: CreateContext): Promise<readonly SpaceName[]> {
  const names = input.body.spaces
  if (names === undefined) return [space]
  const found = await findOwnSpaces(db, caller.principal.accountId ?? '', names)
  const issues = names.flatMap((name, index) =>
    found[index] ? [] : [{ pointer: `/spaces/${index}`, detail: `There is no space ${name} that you are in.` }],
  )
  const known = found.filter((each) => each !== null)
  if (issues.length === 0 && !known.some(({ id }) => id === space.id)) {
    issues.push({ pointer: '/spaces', detail: `The list has to hold ${space.slug}, where the token is made.` })
  }
  assertNoFaults(issues)
  return known.filter((each, index) => known.findIndex(({ id }) => id === each.id) === index)
}

/** One that the maker may not know of is as unknown as any other. */
async function releasesOf(
  { db, space, caller }: CreateContext,
  ids: readonly string[],
): Promise<readonly ReleaseRow[]> {
  const rows = await readReleasesById(db, space.id, ids)
  const known = rows.filter(
    (row) =>
      isKnown(row, caller, space) && decide(caller, { action: 'releases.read', target: targetOf(space, row) }).allowed,
  )
  assertNoFaults(
    ids.flatMap((id, index) =>
      known.some((row) => row.id === id)
        ? []
        : [{ pointer: `/releases/${index}`, detail: `There is no release ${id} in the space.` }],
    ),
  )
  return known
}

async function assertMayMake(
  db: Reader,
  kind: TokenKind,
  maker: Caller,
  releases: readonly ReleaseRow[],
): Promise<void> {
  const { space, principal } = maker
  if (space === null || principal.accountId === null) throw refuse(problems.insufficientScope)
  const owns = releases.length > 0 && releases.every((row) => row.owner_id === principal.accountId)
  const standings = [
    ...(await readStandings(db, principal.accountId, space)),
    ...(owns ? (['release-owner'] as const) : []),
  ]
  const holds = (action: string) =>
    decide(maker, { action, target: { area: 'tokens', space, creator: principal.name } }).allowed
  if (mayMake(kinds[kind].makers, { standings, holds }, 'space')) return
  throw refuse(
    problems.insufficientScope,
    `A ${kind} token is made by the ${makersInWords(kind)} of the space ${space.slug}${kinds[kind].makers.some(({ action }) => action !== null) ? ', with tokens.create' : ''}.`,
  )
}

async function environmentOf({ db, space, input }: CreateContext) {
  const { kind, environment } = input.body
  const name = environment ?? (kinds[kind].needsEnvironment === 'one' ? 'production' : undefined)
  if (name === undefined) return null
  const found = await readEnvironment(db, space.id, name)
  if (found) return found
  throw faults([{ pointer: '/environment', detail: `There is no environment ${name} in the space.` }])
}

/** A role that the maker may not read is as unknown as any other. */
async function roleOf({ db, space, caller, input }: CreateContext) {
  const { kind, role: name } = input.body
  if (name === undefined) return null
  const role = await readRole(db, space.id, name)
  if (role === null || !mayRead(caller, { area: 'roles', space, id: role.id })) {
    throw faults([{ pointer: '/role', detail: `There is no role ${name} in the space.` }])
  }
  const fault = faultOfRole(kind, role)
  if (fault !== null) throw faults([{ pointer: '/role', detail: fault }])
  return role
}
