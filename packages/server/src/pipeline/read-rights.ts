import type { Grant } from '@latchkey/policy/grant'
import { compile } from '@latchkey/policy/compile'
import type { Layer } from '@latchkey/policy/layers'
import type { SpaceName } from '@latchkey/policy/request'
import { type KindRow, kinds } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import type { Scope } from '@latchkey/tokens/scope'
import type { Selectable } from 'kysely'
import type { Reader } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { readStamp, spaceColumn } from '../database/stamp.ts'
import type { Caller, SpaceFacts } from './principal.ts'
import { type Barred, type Comer, readPolicyBar, readSignInBar } from './organization-door.ts'
import { readOrganizationGrants } from './organization-grants.ts'
import { readBranches } from './read-branches.ts'
import { type Proof, readProof } from './proof.ts'
import { readOwnRoles } from './read-own-roles.ts'
import { readSession } from './read-session.ts'
import { storedSettings } from './space-settings.ts'
import { termsOf } from './terms.ts'

export type TokenRow = Selectable<Schema['tokens']>

/** What an account may do where no space is named: look after itself, and see which spaces and organizations it is in. */
const selfGrants: readonly Grant[] = [
  { effect: 'allow', actions: ['profile.read', 'profile.update'], resources: ['profile'] },
  { effect: 'allow', actions: ['spaces.read'], resources: ['spaces'] },
  { effect: 'allow', actions: ['organizations.read'], resources: ['organizations'] },
]

const noBranches: Caller['branches'] = new Map()
const everything: readonly Grant[] = [{ effect: 'allow', actions: ['*'], resources: ['*'] }]

/**
 * Reads all that decides about a token in a place, with the stamp of the same snapshot: the fill guard.
 *
 * Null when the token opens nothing any more because its account, space or environment is gone.
 */
export async function readRights(db: Reader, token: TokenRow, spaceSegment: string | null): Promise<Caller | null> {
  const stamp = await readStamp(db, token.id, spaceSegment)
  if (stamp === null) return null
  const { kind } = token
  const row = kinds[kind]
  const space = spaceSegment === null ? null : await readSpace(db, spaceSegment)
  const spaces = await readTokenSpaces(db, token)
  if (spaces === 'gone') return null
  if (token.environment_id !== null && !(await environmentExists(db, token))) return null
  const proof = await readProof(db, token)
  if (proof === 'ended') return null
  const at = { space, inSpace: spaceSegment !== null, proof }
  const owner = row.actsAs === 'account' ? await readOwnerLayer(db, token.account_id, at) : null
  if (row.actsAs === 'account' && owner === null) return null
  const stored = storedScope(token)
  return {
    principal: {
      kind,
      tokenId: token.id,
      accountId: token.account_id,
      name: row.actsAs === 'account' ? `account:${token.account_id}` : `token:${token.id}`,
      secretVersion: token.secret_version,
      ...(await readSession(db, token)),
      proof,
      environmentId: token.environment_id,
      releases: row.needsReleases ? await readTokenReleases(db, token.id) : null,
      expiresAt: token.expires_at,
    },
    spaceSegment,
    space,
    branches: space === null ? noBranches : await readBranches(db, token, space.id),
    layers: [...tokenLayers(row, ownGrants(token), spaces, await readRoleGrants(db, token)), ...(owner ? [owner] : [])],
    ...stored,
    terms: termsOf(token, space),
    outside: isOutside(token, spaces, space, spaceSegment),
    barred: await readBar(db, { ...comerOf(token), proof }, space, owner),
    stamp,
  }
}

/** An account, and the session through which it once asked for what is done now. */
export interface AbsentAccount {
  readonly id: string
  readonly tokenId: string
  readonly secretVersion: number
}

/** What an account may do in a space now, without a token of its own at hand. Null when it is suspended, or the space is gone. */
export async function readAccountRights(
  db: Reader,
  { id, tokenId, secretVersion }: AbsentAccount,
  spaceId: string,
): Promise<Caller | null> {
  const space = await readSpace(db, spaceId)
  // It was allowed by the proof of then; what is asked anew are the rights.
  const owner = space && (await readOwnerLayer(db, id, { space, inSpace: true, proof: null }))
  if (owner === null) return null
  return {
    principal: {
      kind: 'session',
      tokenId,
      accountId: id,
      name: `account:${id}`,
      secretVersion,
      // As long ago as can be: nobody has just signed in.
      via: 'bearer',
      provenAt: 0,
      proof: null,
      environmentId: null,
      releases: null,
      expiresAt: null,
    },
    spaceSegment: spaceId,
    space,
    branches: space === null ? noBranches : await readBranches(db, { id: tokenId, kind: 'session' }, space.id),
    layers: [owner],
    scope: null,
    mode: null,
    terms: null,
    outside: false,
    barred: null,
    // Compared with nothing: whoever reads rights this way holds the rows that decide.
    stamp: { tokenVersion: 0, spaceEpoch: 0, accountEpoch: 0, contentVersion: 0, spaceId },
  }
}

function comerOf({ id, kind, account_id, created_at, expires_at }: TokenRow): Omit<Comer, 'proof'> {
  return { id, kind, accountId: account_id, createdAt: created_at, expiresAt: expires_at }
}

/** What its organization has against a token in a space. Told to those alone who have rights there: to others it does not exist. */
async function readBar(
  db: Reader,
  comer: Comer,
  space: SpaceFacts | null,
  owner: Layer | null,
): Promise<Barred | null> {
  if (space === null || owner?.policy.grants.length === 0) return null
  const { organizationId } = space
  const bar = await readSignInBar(db, organizationId, comer)
  return bar ?? (organizationId === null ? null : readPolicyBar(db, organizationId, comer))
}

/** The layers that the token itself brings. A delivery token without role and grants has its kind's ceiling only. */
export function tokenLayers(
  row: KindRow,
  grants: readonly Grant[] | null,
  spaces: readonly SpaceName[] | null,
  role: readonly Grant[] | null,
): Layer[] {
  const bound = spaces === null ? undefined : { spaces }
  const layers: Layer[] = []
  if (row.ceiling !== null) layers.push({ name: 'kind', policy: compile(row.ceiling, bound), proposes: false })
  if (role !== null) layers.push({ name: 'role', policy: compile(role, bound), proposes: true })
  if (grants !== null) layers.push({ name: 'grants', policy: compile(grants, bound), proposes: true })
  return layers
}

/** The grants of its own that narrow a token; null where it has no such layer. */
function ownGrants({ grants, kind }: TokenRow): readonly Grant[] | null {
  return grants === null && kind !== 'api' ? null : storedGrants(grants)
}

/** Grants as they were stored; they were parsed when they came in. */
export function storedGrants(text: string | null): readonly Grant[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stored in canonical form.
  return text === null ? [] : (JSON.parse(text) as readonly Grant[])
}

/** Scope and mode as they were stored; they were checked when they came in. */
export function storedScope(token: Pick<TokenRow, 'scope'>): { scope: Scope | null; mode: ManagementMode | null } {
  if (token.scope === null) return { scope: null, mode: null }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by issueToken.
  const stored = JSON.parse(token.scope) as Scope | { form: 'mode'; mode: ManagementMode }
  return stored.form === 'mode' ? { scope: null, mode: stored.mode } : { scope: stored, mode: null }
}

/** The spaces that a token is bound to; null for none in particular. */
async function readTokenSpaces(db: Reader, token: TokenRow): Promise<readonly SpaceName[] | null | 'gone'> {
  if (token.spaces === 'all' || token.spaces === 'owned') return null
  const query = db.selectFrom('spaces').select(['spaces.id', 'spaces.slug']).where('spaces.state', '=', 'active')
  if (token.spaces === 'one') {
    const found = await query.where('spaces.id', '=', token.space_id).execute()
    return found.length === 0 ? 'gone' : found
  }
  return query
    .where('spaces.id', 'in', db.selectFrom('token_spaces').select('space_id').where('token_id', '=', token.id))
    .execute()
}

/** The releases that a token lists; a deleted one is no longer among them. */
async function readTokenReleases(db: Reader, tokenId: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('token_releases').select('release_id').where('token_id', '=', tokenId).execute()
  return rows.map(({ release_id }) => release_id)
}

function isOutside(
  token: TokenRow,
  spaces: readonly SpaceName[] | null,
  space: SpaceFacts | null,
  segment: string | null,
): boolean {
  if (token.spaces === 'owned') return space === null || space.ownerId !== token.account_id
  if (spaces === null) return false
  return segment === null || space === null || !spaces.some((each) => each.id === space.id)
}

async function readSpace(db: Reader, segment: string): Promise<SpaceFacts | null> {
  const row = await db
    .selectFrom('spaces')
    .select(['id', 'slug', 'default_locale as defaultLocale', 'owner_id as ownerId'])
    .select(['organization_id as organizationId', 'settings'])
    .select((space) =>
      space
        .selectFrom('webhooks')
        .select('webhooks.id')
        .whereRef('webhooks.space_id', '=', 'spaces.id')
        .where('webhooks.state', '=', 'active')
        .limit(1)
        .as('webhook'),
    )
    .where(spaceColumn(segment), '=', segment)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (row === undefined) return null
  const { webhook, settings, ...facts } = row
  return { ...facts, ...storedSettings(settings), hasWebhooks: webhook !== null }
}

async function environmentExists(db: Reader, token: TokenRow): Promise<boolean> {
  const found = await db
    .selectFrom('environments')
    .select('id')
    .where('space_id', '=', token.space_id)
    .where('id', '=', token.environment_id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return found !== undefined
}

async function readRoleGrants(db: Reader, token: TokenRow): Promise<readonly Grant[] | null> {
  if (token.role_id === null) return null
  const role = await db.selectFrom('roles').select('grants').where('id', '=', token.role_id).executeTakeFirst()
  return storedGrants(role?.grants ?? null)
}

/** What an account may do there now; null when the account may do nothing anywhere. */
async function readOwnerLayer(db: Reader, accountId: string | null, at: Place): Promise<Layer | null> {
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'installation_admin'])
    .where('id', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!account) return null
  return { name: 'owner', policy: await readAccountPolicy(db, account, at), proposes: false }
}

/** Where an account asks, and how it had proven who it is. */
interface Place {
  /** Null for none, and for one that does not exist. */
  readonly space: SpaceFacts | null
  readonly inSpace: boolean
  readonly proof: Proof
}

async function readAccountPolicy(
  db: Reader,
  account: { id: string; installation_admin: 0 | 1 },
  { space, inSpace, proof }: Place,
) {
  // The provider of one organization makes nobody an administrator of all.
  if (account.installation_admin === 1 && proof === null) return compile(everything)
  if (!inSpace) {
    const running = await readOrganizationGrants(db, account.id, proof?.organizationId ?? null)
    return compile([...selfGrants, ...running])
  }
  if (space === null) return compile([])
  if (space.ownerId === account.id) return compile(everything, { spaces: [space] })
  const roles = await readOwnRoles(db, space.id, account.id)
  return compile(
    roles.flatMap((role) => storedGrants(role.grants)),
    { spaces: [space] },
  )
}
