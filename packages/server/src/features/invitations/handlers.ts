import { createInvitation, listInvitations, withdrawInvitation } from '@latchkey/contract/invitations/operations'
import { problems } from '@latchkey/contract/problems'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { chooseRoles } from '../members/choose-roles.ts'
import { readMemberByEmail } from '../members/queries.ts'
import { invite } from './invite.ts'
import { readInvitation, readInvitations, withdrawFrom } from './queries.ts'
import { renderToSpace } from './render.ts'

async function loadSpace({ space }: Context): Promise<Facts> {
  return { target: { area: 'users', space } }
}

/** Invitations to a space. An invitation is about nobody in particular before it is accepted. */
export const invitationImplementations = [
  implement(listInvitations, {
    load: loadSpace,
    handle: async ({ db, space, now }) => {
      const rows = await readInvitations(db, { spaceId: space.id }, now)
      return { items: await Promise.all(rows.map((row) => renderToSpace(db, row))), next: null }
    },
  }),

  implement(createInvitation, {
    load: loadSpace,
    handle: async (context) => {
      const { db, space, input, allows, note } = context
      const { email, roles: names } = input.body
      const member = await readMemberByEmail(db, space.id, email)
      // Told to those alone who see the member anyway.
      if (member && allows({ action: 'users.read', target: { area: 'users', space, id: member.account_id } })) {
        throw refuse(problems.conflict, 'This address is a member already.')
      }
      const roles = await chooseRoles(context, names)
      const { row, shown } = await invite(context, { spaceId: space.id }, email, roles)
      note({ invitation: row.id, roles })
      return { ...(await renderToSpace(db, row)), ...shown }
    },
    created: ({ id }) => id,
    replay: async (id, { db, space, now }) => {
      const row = await readInvitation(db, { spaceId: space.id }, id, now)
      return row && renderToSpace(db, row)
    },
  }),

  implement(withdrawInvitation, {
    load: loadSpace,
    handle: async ({ db, space, input, note }) => {
      const { invitation } = input.params
      if (!(await withdrawFrom(db, { spaceId: space.id }, invitation))) throw refuse(problems.notFound)
      note({ invitation })
      return null
    },
  }),
]
