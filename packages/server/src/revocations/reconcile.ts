import type { Selectable } from 'kysely'
import { appendAudits } from '../database/audit-chain.ts'
import type { Database, Reader, Writer } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { endToken } from '../features/tokens/end-token.ts'
import { installationChain } from '../pipeline/audit.ts'
import type { Ending, Endings } from './ending.ts'
import type { RevocationJournal } from './journal.ts'

type Live = Pick<Selectable<Schema['tokens']>, 'id' | 'space_id' | 'secret_version' | 'previous_until'>

/**
 * Ends in the database what the journal says has ended: at the start, when a copy from before may have been put back.
 * Answers how many tokens that were.
 */
export async function applyEndings(database: Database, endings: Endings, now: number): Promise<number> {
  return database.write((tx) => applyEndingsIn(tx, endings, now))
}

/** The same inside a transaction. */
export async function applyEndingsIn(tx: Writer, endings: Endings, now: number): Promise<number> {
  const revived = (await readLive(tx)).filter(
    ({ id, secret_version }) => endings.isOver(id) || secret_version <= endings.secretsEnded(id),
  )
  const byChain = Map.groupBy(revived, ({ space_id }) => space_id ?? installationChain)
  for (const [chain, tokens] of [...byChain].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    for (const { id } of tokens) {
      if (endings.isOver(id)) await endToken(tx, id, 'revoke', now)
      else await endSecrets(tx, id, now)
    }
    await appendAudits(
      tx,
      chain,
      tokens.map(({ id }) => ({
        at: now,
        actor: 'installation',
        action: 'tokens.revoke',
        subject: `tokens:${id}`,
        body,
      })),
    )
  }
  return revived.length
}

/** What the trail says of it: nobody asked, and no grant decided. */
const body = {
  token: null,
  secret_version: null,
  decided_by: [],
  request: '',
  network: '',
  details: { because: 'The journal of revocations says that it has ended.' },
}

/** Brings the journal up to what the database knows: what other nodes have ended, and what a kill kept from being written. */
export async function completeJournal(database: Database, journal: RevocationJournal, now: number): Promise<void> {
  const ended = await database.read((db) => readEnded(db, now))
  await journal.append(ended, now)
}

async function readEnded(db: Reader, now: number): Promise<Ending[]> {
  const over = await db.selectFrom('tokens').select('id').where('state', '=', 'revoked').execute()
  const renewed = await db
    .selectFrom('tokens')
    .select(['id', 'secret_version', 'previous_until'])
    .where('state', '<>', 'revoked')
    .where('secret_version', '>', 1)
    .execute()
  return [
    ...over.map(({ id }) => ({ token: id, secretVersion: null })),
    ...renewed.map(({ id, secret_version, previous_until }) => ({
      token: id,
      secretVersion: secret_version - (previous_until !== null && previous_until > now ? 2 : 1),
    })),
  ]
}

function readLive(db: Reader): Promise<Live[]> {
  return db
    .selectFrom('tokens')
    .select(['id', 'space_id', 'secret_version', 'previous_until'])
    .where('state', '<>', 'revoked')
    .execute()
}

/** No secret that the token has had is good any more; whoever may rotate it gives it another. */
async function endSecrets(tx: Writer, id: string, now: number): Promise<void> {
  await tx
    .updateTable('tokens')
    .set((row) => ({
      secret_hash: '',
      secret_sealed: null,
      previous_hash: null,
      previous_key_id: null,
      previous_until: null,
      version: row('version', '+', 1),
      updated_at: now,
    }))
    .where('id', '=', id)
    .execute()
}
