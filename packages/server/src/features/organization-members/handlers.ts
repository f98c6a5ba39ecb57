import { organizations } from '@latchkey/contract/actions'
import {
  listOrganizationMembers,
  removeOrganizationMember,
  showOrganizationMember,
  updateOrganizationMember,
} from '@latchkey/contract/organization-members/operations'
import { problems } from '@latchkey/contract/problems'
import type { Reader, Writer } from '../../database/database.ts'
import { readPage } from '../../lib/page.ts'
import { type Context, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch, raiseOrganizationEpochs } from '../authority.ts'
import {
  loadOrganization,
  loadOrganizationToChange,
  type OrganizationFacts,
} from '../organizations/load-organization.ts'
import { dismiss } from './dismiss.ts'
import {
  countOrganizationMembers,
  type OrganizationMemberRow,
  readOrganizationMember,
  readOrganizationMembers,
  updateOrganizationMemberRow,
} from './queries.ts'

interface MemberFacts extends OrganizationFacts {
  readonly member: OrganizationMemberRow
}

type Named<Db extends Reader> = Context<{ params: { organization: string; person: string } }, Db>

async function withMember(facts: OrganizationFacts | null, { db, input }: Named<Reader>): Promise<MemberFacts | null> {
  const member = facts && (await readOrganizationMember(db, facts.organization.id, input.params.person))
  return facts && member && { ...facts, member }
}

const loadMember = async (context: Named<Reader>) => withMember(await loadOrganization(context), context)
const loadMemberToChange = async (context: Named<Writer>) =>
  withMember(await loadOrganizationToChange(context), context)

export const organizationMemberImplementations = [
  implement(listOrganizationMembers, {
    load: loadOrganization,
    handle: async ({ db, caller, facts: { organization }, input, services }) => {
      const { rows, ...page } = await readPage(services.ring, input.query, {
        scope: `${listOrganizationMembers.id} ${organization.id} ${caller.principal.name}`,
        rows: (after, limit) => readOrganizationMembers(db, organization.id, after, limit),
        positionOf: ({ email_norm }) => [email_norm],
        total: () => countOrganizationMembers(db, organization.id),
      })
      return { items: rows.map(render), ...page }
    },
  }),

  implement(showOrganizationMember, { load: loadMember, handle: async ({ facts }) => render(facts.member) }),

  implement(updateOrganizationMember, {
    load: loadMemberToChange,
    // Who may go on without single sign-on is a rule of signing in, and those are the owner's.
    requests: ({ target }, { input: { body } }) => [
      { action: organizations['members.manage'].name, target },
      ...(body.may_use_password === undefined ? [] : [{ action: organizations['sso.manage'].name, target }]),
    ],
    handle: async ({ db, facts: { organization, member }, input: { body }, note }) => {
      const { account_id: account } = member
      const role = body.role ?? member.role
      if (role !== member.role && account === organization.owner_id) {
        throw refuse(problems.conflict, 'It is the owner: the organization has to be transferred first.')
      }
      note({ account, ...body })
      await raiseOrganizationEpochs(db, organization.id)
      await raiseAccountEpoch(db, account)
      const mayUsePassword = body.may_use_password ?? member.password_allowed === 1
      const change = { role, password_allowed: mayUsePassword ? 1 : 0 } as const
      await updateOrganizationMemberRow(db, organization.id, account, change)
      return render({ ...member, ...change })
    },
  }),

  implement(removeOrganizationMember, {
    load: loadMemberToChange,
    handle: async ({ db, facts: { organization, member }, note }) => {
      note({ account: member.account_id })
      await dismiss(db, organization, member.account_id)
      return null
    },
  }),
]

function render(member: OrganizationMemberRow) {
  return {
    account: member.account_id,
    email: member.email,
    name: member.display_name,
    role: member.role,
    may_use_password: member.password_allowed === 1,
    signs_in_at_provider: member.identity_id !== null,
    joined_at: new Date(member.created_at).toISOString(),
  }
}
