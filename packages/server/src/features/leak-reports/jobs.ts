import { mask } from '@latchkey/tokens/text'
import type { Reader } from '../../database/database.ts'
import { job } from '../../jobs/job.ts'
import type { Letter } from '../../mail/mailer.ts'
import { readAccount } from '../users/queries.ts'

/** The topic of the outbox. */
export const leakTopic = 'mail.leaked-token'

/** What is told of a token that was found in the open. */
export interface LeakTold {
  readonly tokenId: string
  readonly revoked: boolean
  readonly source: string
  readonly url: string
}

/** Tells the owner of a token: its account, or who owns its space or has made it. */
const leakMail = job<LeakTold>({
  topic: leakTopic,
  run: async ({ body }, { services }) => {
    const letter = await services.database.read((db) => letterAbout(db, body))
    if (letter !== null) await services.mailer.send(letter)
  },
})

export const leakJobs = [leakMail]

async function letterAbout(db: Reader, { tokenId, revoked, source, url }: LeakTold): Promise<Letter | null> {
  const token = await db
    .selectFrom('tokens')
    .leftJoin('spaces', 'spaces.id', 'tokens.space_id')
    .select(['tokens.kind', 'tokens.name', 'tokens.account_id', 'tokens.created_by_kind', 'tokens.created_by_id'])
    .select(['spaces.owner_id', 'spaces.slug'])
    .where('tokens.id', '=', tokenId)
    .executeTakeFirst()
  if (token === undefined) return null
  const maker = token.created_by_kind === 'account' ? token.created_by_id : null
  const owner = await readAccount(db, token.account_id ?? token.owner_id ?? maker ?? '')
  if (owner?.state !== 'active') return null
  return {
    to: owner.email,
    subject: revoked ? 'A token of yours was found in the open and revoked' : 'A token of yours was found in the open',
    text: [
      `${mask(token.kind, tokenId)}, “${token.name}”${token.slug === null ? '' : ` of the space ${token.slug}`}.`,
      '',
      `GitHub has found it: ${url === '' ? source : url}`,
      '',
      revoked
        ? 'It was revoked at once. Issue another where it was used, and take it out of where it was found.'
        : 'It was not revoked. See whether it belongs there; if not, replace and revoke it.',
    ].join('\n'),
  }
}
