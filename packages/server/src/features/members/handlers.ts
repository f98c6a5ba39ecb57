import { addMember, listMembers, removeMember, showMember, updateMember } from '@latchkey/contract/members/operations'
import { problems } from '@latchkey/contract/problems'
import type { SpaceName, Target } from '@latchkey/policy/request'
import type { Reader, Writer } from '../../database/database.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch, raiseSpaceEpoch } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import { readSpace } from '../spaces/queries.ts'
import { isInOrganization } from '../spaces/transfer.ts'
import { chooseRoles } from './choose-roles.ts'
import {
  deleteMember,
  insertMember,
  type MemberRole,
  type MemberRow,
  readMember,
  readMemberRoles,
  readMembers,
  replaceMemberRoles,
} from './queries.ts'

interface MemberFacts extends Facts {
  readonly member: MemberRow
}

interface CandidateFacts extends Facts {
  /** Somebody of the space's organization; null: nobody there has the id. */
  readonly accountId: string | null
}

function targetOf(space: SpaceName, { account_id }: MemberRow): Target {
  return { area: 'users', space, id: account_id }
}

async function loadSpace({ space }: Context): Promise<Facts> {
  return { target: { area: 'users', space } }
}

/** By name, not by id: who is about to become a member is not yet a thing of the space that could be hidden. */
async function loadCandidate({ db, space, input }: Context<{ body: { account: string } }>): Promise<CandidateFacts> {
  const { account } = input.body
  const row = await readSpace(db, space.id)
  const known = row !== null && (await isInOrganization(db, row, account))
  return { target: { area: 'users', space, name: account }, accountId: known ? account : null }
}

async function loadMember({ db, space, input }: Context<{ params: { member: string } }>): Promise<MemberFacts | null> {
  const member = await readMember(db, space.id, input.params.member)
  return member && { target: targetOf(space, member), member }
}

export const memberImplementations = [
  implement(listMembers, {
    load: loadSpace,
    requests: rowByRow,
    handle: async ({ db, space, allows }) => {
      const members = await readMembers(db, space.id)
      const shown = members.filter((each) => allows({ action: 'users.read', target: targetOf(space, each) }))
      const roles = Map.groupBy(await readMemberRoles(db, space.id), (role) => role.account_id)
      return { items: shown.map((each) => render(each, roles.get(each.account_id) ?? [], space)), next: null }
    },
  }),

  implement(addMember, {
    load: loadCandidate,
    handle: async (context) => {
      const { db, space, facts, input, now } = context
      const { accountId } = facts
      if (accountId === null) {
        const errors = [{ pointer: '/account', detail: 'Nobody of the space’s organization has this id.' }]
        throw refuse(problems.invalidBody, undefined, { errors })
      }
      if (await readMember(db, space.id, accountId)) throw refuse(problems.conflict, 'It is a member already.')
      const roles = await chooseRoles(context, input.body.roles)
      context.note({ roles })
      await raiseEpochs(db, space.id, accountId)
      await insertMember(db, space.id, accountId, roles, now)
      return show(db, space, accountId)
    },
    created: (member) => member.account,
    replay: async (account, { db, space }) => (await readMember(db, space.id, account)) && show(db, space, account),
  }),

  implement(showMember, {
    load: loadMember,
    handle: async ({ db, space, facts }) => show(db, space, facts.member.account_id),
  }),

  implement(updateMember, {
    load: loadMember,
    handle: async (context) => {
      const { db, space, facts, input } = context
      const { account_id: accountId } = facts.member
      const roles = await chooseRoles(context, input.body.roles)
      context.note({ roles })
      await raiseEpochs(db, space.id, accountId)
      await replaceMemberRoles(db, space.id, accountId, roles)
      return show(db, space, accountId)
    },
  }),

  implement(removeMember, {
    load: loadMember,
    handle: async ({ db, space, facts }) => {
      const { account_id: accountId } = facts.member
      if (accountId === space.ownerId) throw refuse(problems.conflict, 'It owns the space: an owner stays a member.')
      await raiseEpochs(db, space.id, accountId)
      await deleteMember(db, space.id, accountId)
      return null
    },
  }),
]

/** For rights in the space, and for what the account may do where no space is named. */
async function raiseEpochs(tx: Writer, spaceId: string, accountId: string): Promise<void> {
  await raiseAccountEpoch(tx, accountId)
  await raiseSpaceEpoch(tx, spaceId)
}

async function show(db: Reader, space: SpaceFacts, accountId: string) {
  const member = await readMember(db, space.id, accountId)
  if (member === null) throw new Error(`Member ${accountId} is gone inside its own transaction: lock the space.`)
  return render(member, await readMemberRoles(db, space.id, accountId), space)
}

function render(member: MemberRow, roles: readonly MemberRole[], { ownerId }: SpaceFacts) {
  return {
    account: member.account_id,
    email: member.email,
    name: member.display_name,
    owner: member.account_id === ownerId,
    roles: roles.map(({ id, name }) => ({ id, name })),
  }
}
