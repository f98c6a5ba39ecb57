import {
  acceptOwnInvitation,
  declineOwnInvitation,
  listOwnInvitations,
} from '@latchkey/contract/invitations/operations'
import type { Writer } from '../../database/database.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import { ownAccount } from '../session/own-account.ts'
import { accept } from './accept.ts'
import { deleteInvitation, type NamedInvitation, readInvitationsTo, readInvitationTo } from './queries.ts'
import { renderInvitation } from './render.ts'

interface InvitationFacts extends Facts {
  readonly invitation: NamedInvitation
}

async function loadProfile(): Promise<Facts> {
  return { target: { area: 'profile', space: null } }
}

/** One of the invitations to the caller's own address. */
async function loadOwn(context: Context<{ params: { invitation: string } }, Writer>): Promise<InvitationFacts | null> {
  const { db, input, now } = context
  const account = await ownAccount(context)
  const invitation = await readInvitationTo(db, account.email, input.params.invitation, now)
  return invitation && { target: { area: 'profile', space: null, name: `invitations:${invitation.id}` }, invitation }
}

export const ownInvitationImplementations = [
  implement(listOwnInvitations, {
    load: loadProfile,
    handle: async (context) => {
      const { db, now } = context
      const rows = await readInvitationsTo(db, (await ownAccount(context)).email, now)
      return { items: await Promise.all(rows.map((row) => renderInvitation(db, row))), next: null }
    },
  }),

  implement(acceptOwnInvitation, {
    load: loadOwn,
    handle: async (context) => {
      const { db, facts, now, request, note } = context
      const { invitation } = facts
      const { id: accountId } = await ownAccount(context)
      note({ space: invitation.space_id, organization: invitation.organization_id })
      const shown = await renderInvitation(db, invitation)
      await accept(db, { invitation, accountId, request, now })
      return shown
    },
  }),

  implement(declineOwnInvitation, {
    load: loadOwn,
    handle: async ({ db, facts: { invitation }, note }) => {
      note({ space: invitation.space_id, organization: invitation.organization_id })
      await deleteInvitation(db, invitation.id)
      return null
    },
  }),
]
