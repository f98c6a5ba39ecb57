import {
  createOrganizationInvitation,
  listOrganizationInvitations,
  withdrawOrganizationInvitation,
} from '@latchkey/contract/invitations/operations'
import { problems } from '@latchkey/contract/problems'
import { implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readOrganizationMemberByEmail } from '../organization-members/queries.ts'
import { loadOrganization, loadOrganizationToChange } from '../organizations/load-organization.ts'
import { invite } from './invite.ts'
import { readInvitation, readInvitations, withdrawFrom } from './queries.ts'
import { renderToOrganization } from './render.ts'

/** Invitations to an organization. Who may invite sees its people. */
export const organizationInvitationImplementations = [
  implement(listOrganizationInvitations, {
    load: loadOrganization,
    handle: async ({ db, facts: { organization }, now }) => {
      const rows = await readInvitations(db, { organizationId: organization.id }, now)
      return { items: rows.map(renderToOrganization), next: null }
    },
  }),

  implement(createOrganizationInvitation, {
    load: loadOrganizationToChange,
    handle: async (context) => {
      const { db, facts, input, note } = context
      const { email, role } = input.body
      const { id } = facts.organization
      if (await readOrganizationMemberByEmail(db, id, email)) {
        throw refuse(problems.conflict, 'This address is a member already.')
      }
      const { row, shown } = await invite(context, { organizationId: id }, email, [role])
      note({ invitation: row.id, role })
      return { ...renderToOrganization(row), ...shown }
    },
    created: ({ id }) => id,
    replay: async (id, { db, now }, { organization }) => {
      const row = await readInvitation(db, { organizationId: organization.id }, id, now)
      return row && renderToOrganization(row)
    },
  }),

  implement(withdrawOrganizationInvitation, {
    load: loadOrganizationToChange,
    handle: async ({ db, facts, input, note }) => {
      const { invitation } = input.params
      const to = { organizationId: facts.organization.id }
      if (!(await withdrawFrom(db, to, invitation))) throw refuse(problems.notFound)
      note({ invitation })
      return null
    },
  }),
]
