import { completePasswordReset, confirmEmailChange, requestPasswordReset } from '@latchkey/contract/recovery/operations'
import { problems } from '@latchkey/contract/problems'
import { enqueue } from '../../jobs/outbox.ts'
import { implementPublic } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch } from '../authority.ts'
import { endSessions } from '../session/end-sessions.ts'
import { recordSignIn } from '../session/record-sign-in.ts'
import { normalizeEmail } from '../users/email.ts'
import { holdAccount, readAccountByEmail, updateAccountRow } from '../users/queries.ts'
import { changedTopic, resetTopic } from './jobs.ts'
import { endLinks, readLink, useLink } from './links.ts'

/** What people may ask for who cannot sign in. Who holds a link that was mailed has proven to read the address. */
export const recoveryImplementations = [
  implementPublic(requestPasswordReset, async ({ input: { body }, database, services, request, now }) => {
    await services.mailRequests.count(normalizeEmail(body.email), request.network)
    // Whether anybody is known by it is asked later, by nobody who waits for an answer.
    const job = { topic: resetTopic, spaceId: null, body: { email: body.email }, dueAt: now }
    await database.write((tx) => enqueue(tx, job, now))
    return null
  }),

  implementPublic(completePasswordReset, async ({ input: { body }, database, services, request, now }) => {
    await services.challengeRequests.count(request.network, request.network)
    const link = await database.read((db) => readLink(db, 'password-reset', body.secret, now))
    const password_hash = await services.passwords.hash(body.password)
    await database.write(async (tx) => {
      const account = await holdAccount(tx, link.account_id)
      if (account?.state !== 'active') throw refuse(problems.linkOver)
      await useLink(tx, link, now)
      await updateAccountRow(tx, account.id, { password_hash }, now)
      await endSessions(tx, { accountId: account.id, but: null }, now)
      await raiseAccountEpoch(tx, account.id)
      await recordSignIn(tx, completePasswordReset, { account, session: null, request }, now)
    })
    return null
  }),

  implementPublic(confirmEmailChange, async ({ input: { body }, database, services, request, now }) => {
    await services.challengeRequests.count(request.network, request.network)
    const link = await database.read((db) => readLink(db, 'email-change', body.secret, now))
    const email = link.payload ?? ''
    await database.write(async (tx) => {
      const account = await holdAccount(tx, link.account_id)
      if (account?.state !== 'active') throw refuse(problems.linkOver)
      const other = await readAccountByEmail(tx, email)
      if (other !== null && other.id !== account.id)
        throw refuse(problems.conflict, 'The address belongs to another account now.')
      await useLink(tx, link, now)
      await updateAccountRow(tx, account.id, { email: email.normalize('NFC'), email_norm: normalizeEmail(email) }, now)
      // A link that the old address was sent would still open the account.
      await endLinks(tx, account.id, 'password-reset')
      await enqueue(tx, { topic: changedTopic, spaceId: null, body: { email: account.email }, dueAt: now }, now)
      await recordSignIn(tx, confirmEmailChange, { account, session: null, request }, now)
    })
    return null
  }),
]
