import type { Secret } from '@latchkey/tokens/secret'
import { job } from '../../jobs/job.ts'
import type { Letter } from '../../mail/mailer.ts'
import type { Services } from '../../services.ts'
import { readAccount, readAccountByEmail } from '../users/queries.ts'
import { makeLink } from './links.ts'

/** Topics of the outbox. */
export const resetTopic = 'mail.password-reset'
export const changeTopic = 'mail.email-change'
export const changedTopic = 'mail.email-changed'

// Asked for alike whoever is known by an address, and done later: neither answer nor time tells.

/** Sends a link to a new password, to an address that somebody active has. */
const resetMail = job<{ email: string }>({
  topic: resetTopic,
  run: async ({ body: { email } }, { services }) => {
    const link = await services.database.write(async (tx) => {
      const account = await readAccountByEmail(tx, email)
      if (account?.state !== 'active') return null
      const purpose = { account_id: account.id, purpose: 'password-reset', payload: null } as const
      return { to: account.email, secret: await makeLink(tx, services, purpose, services.now()) }
    })
    if (link === null) return
    await services.mailer.send({
      to: link.to,
      subject: 'Set a new password',
      text: [
        'Somebody has asked for a new password for your account.',
        '',
        ...linkLines(services, 'reset-password', link.secret),
        '',
        'If it was not you, nothing has changed and you need not do anything.',
      ].join('\n'),
    })
  },
})

/** Sends the link that proves a new address; or tells who has it already that somebody has tried. */
const changeMail = job<{ accountId: string; email: string }>({
  topic: changeTopic,
  run: async ({ body: { accountId, email } }, { services }) => {
    const letter = await services.database.write(async (tx): Promise<Letter | null> => {
      const account = await readAccount(tx, accountId)
      if (account?.state !== 'active') return null
      if ((await readAccountByEmail(tx, email)) !== null) return takenLetter(email)
      const link = { account_id: account.id, purpose: 'email-change', payload: email } as const
      const secret = await makeLink(tx, services, link, services.now())
      const lines = ['This address was named as the new one of your account.', '']
      const text = [...lines, ...linkLines(services, 'confirm-email', secret)].join('\n')
      return { to: email, subject: 'Confirm your e-mail address', text }
    })
    if (letter !== null) await services.mailer.send(letter)
  },
})

/** Tells the old address that another one has taken its place. */
const changedMail = job<{ email: string }>({
  topic: changedTopic,
  run: async ({ body: { email } }, { services }) => {
    const text =
      'Your account has another e-mail address now. If it was not you, tell whoever runs the installation at once.'
    await services.mailer.send({ to: email, subject: 'Your e-mail address was changed', text })
  },
})

export const recoveryJobs = [resetMail, changeMail, changedMail]

function takenLetter(to: string): Letter {
  const text =
    'This address was named as the new one of another account, but it is the address of yours. Nothing has changed.'
  return { to, subject: 'Your e-mail address was named', text }
}

/** The secret stands behind the `#`, which no server and no proxy is ever sent. */
function linkLines({ settings }: Services, page: string, secret: Secret): readonly string[] {
  const within = 'It works once, within an hour:'
  return settings.publicUrl === null
    ? [within, '', secret.expose()]
    : [within, '', `${settings.publicUrl}/${page}#${secret.expose()}`]
}
