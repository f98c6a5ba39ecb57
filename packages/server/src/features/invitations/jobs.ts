import { sealFor, unsealFor } from '@latchkey/tokens/seal'
import type { Secret } from '@latchkey/tokens/secret'
import type { Writer } from '../../database/database.ts'
import { GiveUp, job } from '../../jobs/job.ts'
import { enqueue } from '../../jobs/outbox.ts'
import type { Letter } from '../../mail/mailer.ts'
import type { Services } from '../../services.ts'
import { type NamedInvitation, readOpenInvitation } from './queries.ts'

const topic = 'mail.invitation'

interface Invited {
  readonly invitation: string
  /** Until it is sent, the secret of the link lies here and nowhere else: a digest of it is no link. */
  readonly sealed: string
}

/** Sends the link of an invitation to its address. Whether anybody has the address is not asked: the letter is the same. */
const invitationMail = job<Invited>({
  topic,
  run: async ({ body }, { services }) => {
    const invitation = await services.database.read((db) => readOpenInvitation(db, body.invitation, services.now()))
    // Withdrawn, answered or replaced meanwhile.
    if (invitation === null) return
    const opened = unsealFor(services.ring, nameOf(body.invitation), body.sealed)
    if (!opened.ok) throw new GiveUp('No key of the ring opens the link: invite anew.')
    await services.mailer.send(letterOf(invitation, opened.secret, services.settings.publicUrl))
  },
})

export const invitationJobs = [invitationMail]

/** Has the link of an invitation sent, once the transaction is done. */
export async function enqueueLetter(
  tx: Writer,
  { ring, random }: Pick<Services, 'ring' | 'random'>,
  { id, secret }: { readonly id: string; readonly secret: Secret },
  now: number,
): Promise<void> {
  const body: Invited = { invitation: id, sealed: sealFor(ring.current, nameOf(id), secret, random) }
  await enqueue(tx, { topic, spaceId: null, body, dueAt: now }, now)
}

function nameOf(invitationId: string): string {
  return `invitation.${invitationId}`
}

function letterOf(invitation: NamedInvitation, secret: Secret, publicUrl: string | null): Letter {
  const { email, space_name, organization_name } = invitation
  // A name is somebody's text: it does not begin a line of its own.
  const place = (space_name ?? organization_name ?? '').replaceAll(/\s+/g, ' ')
  return {
    to: email,
    subject: 'You are invited',
    text: [
      `You are invited to “${place}”.`,
      '',
      'If you have an account with this address, sign in: the invitation is there. If you have none, this makes one,',
      'within seven days:',
      '',
      // Behind the `#`, which no server and no proxy is ever sent.
      publicUrl === null ? secret.expose() : `${publicUrl}/accept-invitation#${secret.expose()}`,
      '',
      'If you do not want to, you need not do anything.',
    ].join('\n'),
  }
}
