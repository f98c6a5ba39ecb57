import type { Selectable } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import type { StoredRecoveryCode } from './recovery-codes.ts'

export type PasskeyRow = Selectable<Schema['passkeys']>
export type TotpRow = Selectable<Schema['totp']>

/** What an account can prove itself with besides its password. */
export interface Factors {
  readonly totp: TotpRow | null
  readonly passkeys: readonly PasskeyRow[]
  /** Recovery codes that were not used. */
  readonly codesLeft: number
}

export async function readFactors(db: Reader, accountId: string): Promise<Factors> {
  const totp = await readTotp(db, accountId)
  const passkeys = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return { totp, passkeys, codesLeft: (await readRecoveryCodes(db, accountId)).length }
}

/** Whether a password alone no longer opens the account. Recovery codes stand in for a factor; they are none. */
export function hasFactor({ totp, passkeys }: Factors): boolean {
  return (totp !== null && totp.confirmed_at !== null) || passkeys.length > 0
}

export async function readTotp(db: Reader, accountId: string): Promise<TotpRow | null> {
  return (await db.selectFrom('totp').selectAll().where('account_id', '=', accountId).executeTakeFirst()) ?? null
}

/** Keeps a secret that was shown beside the one in use, until a code confirms it. */
export async function keepPendingTotp(tx: Writer, accountId: string, pending_sealed: string): Promise<void> {
  await tx
    .insertInto('totp')
    .values({ account_id: accountId, secret_sealed: null, pending_sealed, last_step: 0, confirmed_at: null })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ pending_sealed }))
    .execute()
}

export async function confirmTotpRow(tx: Writer, { account_id, pending_sealed }: TotpRow, step: number, now: number) {
  await tx
    .updateTable('totp')
    .set({ secret_sealed: pending_sealed, pending_sealed: null, last_step: step, confirmed_at: now })
    .where('account_id', '=', account_id)
    .execute()
}

/** Takes a code's step, once: false when another request was faster. */
export async function takeTotpStep(tx: Writer, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('totp')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

export async function deleteTotp(tx: Writer, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('totp').where('account_id', '=', accountId).executeTakeFirst()
  return Number(numDeletedRows) === 1
}

/** Those that were not used. */
export function readRecoveryCodes(db: Reader, accountId: string): Promise<StoredRecoveryCode[]> {
  return db
    .selectFrom('recovery_codes')
    .select(['code_hash', 'key_id'])
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}

export async function replaceRecoveryCodes(tx: Writer, accountId: string, codes: readonly StoredRecoveryCode[]) {
  await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  if (codes.length === 0) return
  await tx
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ ...code, account_id: accountId, used_at: null })))
    .execute()
}

/** Uses a code up: false when another request was faster. */
export async function useRecoveryCode(tx: Writer, accountId: string, code: StoredRecoveryCode, now: number) {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', code.code_hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

export async function readPasskeyByCredential(db: Reader, credentialId: string): Promise<PasskeyRow | null> {
  const query = db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId)
  return (await query.executeTakeFirst()) ?? null
}

export async function readPasskey(db: Reader, accountId: string, id: string): Promise<PasskeyRow | null> {
  const query = db.selectFrom('passkeys').selectAll().where('account_id', '=', accountId).where('id', '=', id)
  return (await query.executeTakeFirst()) ?? null
}

export async function insertPasskey(tx: Writer, row: PasskeyRow): Promise<void> {
  await tx.insertInto('passkeys').values(row).execute()
}

/** Counts a use: false when the authenticator's counter was moved meanwhile, or the passkey is gone. */
export async function usePasskey(tx: Writer, { id, counter }: PasskeyRow, next: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('passkeys')
    .set({ counter: next, last_used_at: now })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

export async function renamePasskeyRow(tx: Writer, id: string, name: string): Promise<void> {
  await tx.updateTable('passkeys').set({ name }).where('id', '=', id).execute()
}

export async function deletePasskey(tx: Writer, id: string): Promise<void> {
  await tx.deleteFrom('passkeys').where('id', '=', id).execute()
}

/** Takes every factor away, and what stood in for them. */
export async function deleteFactors(tx: Writer, accountId: string): Promise<void> {
  await deleteTotp(tx, accountId)
  await tx.deleteFrom('passkeys').where('account_id', '=', accountId).execute()
  await replaceRecoveryCodes(tx, accountId, [])
}
