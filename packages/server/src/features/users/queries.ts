import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import { takeTurns } from '../../database/lock-for-write.ts'
import type { Schema } from '../../database/schema.ts'
import type { Position } from '../../lib/page.ts'
import { normalizeEmail } from './email.ts'

export type AccountRow = Selectable<Schema['accounts']>

/** What an account is made of, besides its times. */
export interface NewAccount {
  readonly id: string
  /** From `services.nextSerial('account')`, asked before the transaction. */
  readonly serial: number
  readonly email: string
  readonly name: string
  /** Null: it cannot sign in with one. */
  readonly passwordHash: string | null
  readonly installationAdministrator: boolean
}

export function insertAccount(tx: Writer, account: NewAccount, now: number): Promise<AccountRow> {
  return tx
    .insertInto('accounts')
    .values({
      id: account.id,
      serial: account.serial,
      email: account.email.normalize('NFC'),
      email_norm: normalizeEmail(account.email),
      display_name: account.name.normalize('NFC'),
      password_hash: account.passwordHash,
      state: 'active',
      installation_admin: account.installationAdministrator ? 1 : 0,
      authz_epoch: 1,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** People who are, or were, let in; an invitation is no account yet and a deleted one no longer. */
function people(db: Reader) {
  return db.selectFrom('accounts').where('state', 'in', ['active', 'suspended'])
}

export async function readAccount(db: Reader, id: string): Promise<AccountRow | null> {
  return (await people(db).selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** `email` as it was typed. */
export async function readAccountByEmail(db: Reader, email: string): Promise<AccountRow | null> {
  return (await people(db).selectAll().where('email_norm', '=', normalizeEmail(email)).executeTakeFirst()) ?? null
}

/** Up to `limit` accounts in the order of their creation. */
export function readAccounts(db: Reader, after: Position | null, limit: number): Promise<AccountRow[]> {
  let query = people(db).selectAll().orderBy('id').limit(limit)
  if (after !== null) query = query.where('id', '>', String(after[0]))
  return query.execute()
}

export async function countAccounts(db: Reader): Promise<number> {
  const { count } = await people(db)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/**
 * The account, held until the end of the transaction; null when there is none.
 *
 * After a turn: its writers have theirs before they share the row, so who held the row and then wanted a turn would wait
 * for a writer who waits for him.
 */
export async function holdAccount(tx: Writer, id: string): Promise<AccountRow | null> {
  await takeTurns(tx, [id])
  return (await tx.selectFrom('accounts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

/** Whether an account administers the installation; null for none. */
export async function administersInstallation(db: Reader, accountId: string | null): Promise<boolean> {
  const query = db.selectFrom('accounts').select('id').where('id', '=', accountId).where('installation_admin', '=', 1)
  return (await query.executeTakeFirst()) !== undefined
}

/** The installation's administrators who can sign in, held so that two who step down take turns. */
export async function holdAdministrators(tx: Writer): Promise<readonly string[]> {
  const administrators = tx
    .selectFrom('accounts')
    .select('id')
    .where('installation_admin', '=', 1)
    .where('state', '=', 'active')
    .orderBy('id')
  await takeTurns(tx, idsOf(await administrators.execute()))
  return idsOf(await administrators.forUpdate().execute())
}

function idsOf(rows: readonly { readonly id: string }[]): readonly string[] {
  return rows.map(({ id }) => id)
}

export type AccountChange = Partial<
  Pick<AccountRow, 'email' | 'email_norm' | 'display_name' | 'password_hash' | 'state' | 'installation_admin'>
>

/** Changes the record alone; what changes rights raises the account's epoch besides. */
export function updateAccountRow(tx: Writer, id: string, change: AccountChange, now: number): Promise<AccountRow> {
  return tx
    .updateTable('accounts')
    .set({ ...change, version: sql`version + 1`, updated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
