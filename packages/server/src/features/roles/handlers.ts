import { problems } from '@latchkey/contract/problems'
import { createRole, deleteRole, listRoles, showRole, updateRole } from '@latchkey/contract/roles/operations'
import type { Grant } from '@latchkey/policy/grant'
import type { SpaceName, Target } from '@latchkey/policy/request'
import type { Writer } from '../../database/database.ts'
import { creatorOf } from '../../lib/creator.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { type Context, type Facts, type HandlerContext, implement } from '../../pipeline/implementation.ts'
import { storedGrants } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseSpaceEpoch } from '../authority.ts'
import { keepAssertions } from '../assertions/keep-assertions.ts'
import { rowByRow } from '../row-by-row.ts'
import { readNames } from '../tokens/bound-to.ts'
import { readGrants } from '../tokens/new-space-token.ts'
import { unknownNames } from '../tokens/warnings.ts'
import {
  deleteRoleRow,
  insertRole,
  readBoundTokens,
  readGrantsBeside,
  readRole,
  readRoles,
  type RoleRow,
  updateRoleRow,
} from './queries.ts'
import { boundInWords, endsDeny, faultOfName } from './rules.ts'
import { exceedsMaker, grantBeyond } from './within-maker.ts'

interface RoleFacts extends Facts {
  readonly role: RoleRow
}

type OneRole = HandlerContext<unknown, Writer, RoleFacts, unknown>

function targetOf(space: SpaceName, { id }: RoleRow): Target {
  return { area: 'roles', space, id }
}

async function loadSpace({ space }: Context): Promise<Facts> {
  return { target: { area: 'roles', space } }
}

async function loadRole({ db, space, input }: Context<{ params: { role: string } }>): Promise<RoleFacts | null> {
  const role = await readRole(db, space.id, input.params.role)
  return role && { target: targetOf(space, role), role }
}

export const roleImplementations = [
  implement(listRoles, {
    load: loadSpace,
    requests: rowByRow,
    handle: async ({ db, space, allows }) => {
      const rows = await readRoles(db, space.id)
      const shown = rows.filter((row) => allows({ action: 'roles.read', target: targetOf(space, row) }))
      return { items: shown.map((row) => render(row)), next: null }
    },
  }),

  implement(createRole, {
    prepare: async (_input, { newId, nextSerial }) => ({ id: newId(), serial: await nextSerial('role') }),
    load: loadSpace,
    handle: async (context) => {
      const { db, space, input, now, prepared } = context
      const name = await freeName(context, input.body.name)
      const grants = readGrants(input.body.grants, [space])
      assertWithinMaker(context, grants)
      await raiseSpaceEpoch(db, space.id)
      context.note({ role: prepared.id, grants })
      const role = { ...prepared, spaceId: space.id, name, description: '', builtin: null, grants }
      return show(context, await insertRole(db, role, now))
    },
    created: (role) => role.id,
    replay: async (id, { db, space, caller }) => {
      const role = await readRole(db, space.id, id)
      return role && show({ db, caller }, role)
    },
  }),

  implement(showRole, { load: loadRole, handle: (context) => show(context, context.facts.role) }),

  implement(updateRole, {
    load: loadRole,
    handle: async (context) => {
      const { db, space, facts, input, now } = context
      const { role } = facts
      assertUnlocked(context)
      const before = storedGrants(role.grants)
      const name = input.body.name === undefined ? role.name : await freeName(context, input.body.name, role)
      const grants = input.body.grants === undefined ? before : readGrants(input.body.grants, [space])
      if (input.body.grants !== undefined) assertWithinMaker(context, grants)
      if (endsDeny(before, grants)) await assertMembersWithinMaker(context, grants)
      context.note({ name, grants })
      await raiseSpaceEpoch(db, space.id)
      const edit = () => updateRoleRow(db, role, { name, grants }, now)
      return show(context, await keepAssertions(context, { role: role.id }, edit))
    },
  }),

  implement(deleteRole, {
    load: loadRole,
    handle: async (context) => {
      const { db, space, facts, now } = context
      assertUnlocked(context)
      await assertUnbound(context)
      if (endsDeny(storedGrants(facts.role.grants), [])) await assertMembersWithinMaker(context, [])
      await raiseSpaceEpoch(db, space.id)
      await deleteRoleRow(db, facts.role, now)
      return null
    },
  }),
]

/** The name as it is stored. Refuses one that another role of the space has. */
async function freeName(
  { db, space }: Pick<Context<unknown, Writer>, 'db' | 'space'>,
  asked: string,
  role?: RoleRow,
): Promise<string> {
  const name = asked.normalize('NFC')
  const fault = faultOfName(name)
  if (fault !== null) throw refuse(problems.invalidBody, undefined, { errors: [{ pointer: '/name', detail: fault }] })
  const holder = await readRole(db, space.id, name)
  if (holder && holder.id !== role?.id) throw refuse(problems.conflict, 'The space has a role of this name already.')
  return name
}

/** Refuses what the built-in roles do not take, and a change that was meant for another version. */
function assertUnlocked({ facts: { role, target }, request, allows }: OneRole): void {
  assertVersion(request.ifMatch, role.version, allows({ action: 'roles.read', target }))
  if (role.builtin !== null) throw refuse(problems.conflict, 'Built-in roles stay as they are: make one of your own.')
}

function assertWithinMaker({ caller, space }: Pick<Context, 'caller' | 'space'>, grants: readonly Grant[]): void {
  const beyond = grantBeyond(caller, grants, space)
  if (beyond !== null) throw exceedsMaker(grants[beyond], `/grants/${beyond}`)
}

/** A role that denies less gives more to its members by their other roles: nobody may so give what he has not himself. */
async function assertMembersWithinMaker(
  { db, caller, space, facts }: OneRole,
  grants: readonly Grant[],
): Promise<void> {
  for (const beside of await readGrantsBeside(db, facts.role)) {
    const all = [...beside, ...grants]
    const beyond = grantBeyond(caller, all, space)
    if (beyond !== null) throw exceedsMaker(all[beyond], '/grants')
  }
}

async function assertUnbound({ db, facts, space, now, allows }: OneRole): Promise<void> {
  const tokens = await readBoundTokens(db, facts.role, now)
  const readable = tokens.filter((token) =>
    allows({ action: 'tokens.read', target: { area: 'tokens', space, id: token.id, creator: creatorOf(token) } }),
  )
  if (tokens.length > 0) throw refuse(problems.inUse, boundInWords(readable, tokens.length - readable.length))
}

/** A role with what is odd about it. */
async function show({ db, caller }: Pick<Context, 'db' | 'caller'>, role: RoleRow) {
  const grants = storedGrants(role.grants)
  const names = await readNames(db, caller, role.space_id, grants)
  const warnings = grants.flatMap((grant) => unknownNames(grant, names))
  return render(role, warnings)
}

function render(role: RoleRow, warnings: readonly string[] = []) {
  return {
    id: role.id,
    name: role.name,
    builtin: role.builtin !== null,
    grants: [...storedGrants(role.grants)],
    ...(warnings.length > 0 && { warnings: [...warnings] }),
    version: role.version,
  }
}
