import { acceptInvitation, lookAtInvitation } from '@latchkey/contract/invitations/operations'
import { problems } from '@latchkey/contract/problems'
import type { Reader } from '../../database/database.ts'
import { implementPublic } from '../../pipeline/implementation.ts'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'
import { recordSignIn } from '../session/record-sign-in.ts'
import { insertAccount, readAccountByEmail } from '../users/queries.ts'
import { renderAccount } from '../users/render.ts'
import { accept } from './accept.ts'
import { linkHash } from './link.ts'
import { type NamedInvitation, readInvitationBySecret } from './queries.ts'
import { renderInvitation } from './render.ts'

async function byLink(db: Reader, secret: string, now: number): Promise<NamedInvitation> {
  const invitation = await readInvitationBySecret(db, linkHash(secret), now)
  if (invitation === null) throw wrongLink()
  return invitation
}

/** What the holder of a link may do, who need not have an account yet. */
export const publicInvitationImplementations = [
  implementPublic(lookAtInvitation, async ({ input: { body }, database, services, now, request }) => {
    // One identity for all links: what is guessed at is not a person.
    await services.guesses.count(`invitation ${request.network}`, request.network)
    const shown = await database.read(async (db) => renderInvitation(db, await byLink(db, body.secret, now)))
    await services.guesses.forgive(`invitation ${request.network}`, request.network)
    return shown
  }),

  implementPublic(acceptInvitation, async ({ input: { body }, database, services, now, request }) => {
    await services.guesses.count(`invitation ${request.network}`, request.network)
    await database.read((db) => byLink(db, body.secret, now))
    await services.guesses.forgive(`invitation ${request.network}`, request.network)
    const passwordHash = await services.passwords.hash(body.password)
    const id = services.newId()
    const serial = await services.nextSerial('account')
    return database.write(async (tx) => {
      const invitation = await byLink(tx, body.secret, now)
      const { email } = invitation
      // The holder of the link is whose address it is: this tells nobody else.
      if (await readAccountByEmail(tx, email)) {
        throw refuse(problems.conflict, 'This address has an account: sign in, and accept the invitation there.')
      }
      const person = { id, serial, passwordHash, email, name: body.name, installationAdministrator: false }
      const account = await insertAccount(tx, person, now)
      await accept(tx, { invitation, accountId: id, request, now })
      await recordSignIn(tx, acceptInvitation, { account, session: null, request }, now)
      return renderAccount(account)
    })
  }),
]

function wrongLink(): Refusal {
  const detail = 'The invitation is unknown, used, withdrawn or out of date: ask for another one.'
  return refuse(problems.wrongCredentials, detail)
}
