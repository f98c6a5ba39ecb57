import type { Assertion } from '@latchkey/policy/assertion'
import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { creatorColumns } from '../../lib/creator.ts'

export type AssertionRow = Selectable<Schema['assertions']>

/** What an assertion is pinned to. */
export type Holder = { readonly is: 'token'; readonly id: string } | { readonly is: 'role'; readonly id: string }

/** What a row is pinned to. */
export function holderOf({ token_id: token, role_id: role, id }: AssertionRow): Holder {
  if (token !== null) return { is: 'token', id: token }
  if (role !== null) return { is: 'role', id: role }
  throw new Error(`The assertion ${id} is pinned to nothing: every row has a token or a role.`)
}

/** The claim as it was stored; it was parsed when it came in. */
export function storedClaim({ claim }: AssertionRow): Assertion {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stored in canonical form.
  return JSON.parse(claim) as Assertion
}

function pinnedTo(db: Reader, { is, id }: Holder) {
  return db
    .selectFrom('assertions')
    .selectAll()
    .where(is === 'token' ? 'token_id' : 'role_id', '=', id)
}

/** All that is pinned to a holder, by name. */
export function readAssertions(db: Reader, holder: Holder): Promise<AssertionRow[]> {
  return pinnedTo(db, holder).orderBy('name').execute()
}

export async function readAssertion(db: Reader, holder: Holder, id: string): Promise<AssertionRow | null> {
  return (await pinnedTo(db, holder).where('id', '=', id).executeTakeFirst()) ?? null
}

/** All that is pinned to a role, and to the tokens that are bound to it. */
export function readAssertionsUnderRole(db: Reader, roleId: string): Promise<AssertionRow[]> {
  const bound = db.selectFrom('tokens').select('id').where('role_id', '=', roleId).where('state', '<>', 'revoked')
  return db
    .selectFrom('assertions')
    .selectAll()
    .where((eb) => eb.or([eb('role_id', '=', roleId), eb('token_id', 'in', bound)]))
    .orderBy('id')
    .execute()
}

/** All that is pinned to the roles of a space, and to the tokens that reach it. */
export function readAssertionsIn(db: Reader, spaceId: string): Promise<AssertionRow[]> {
  const reaching = db.selectFrom('token_spaces').select('token_id').where('space_id', '=', spaceId)
  return db
    .selectFrom('assertions')
    .selectAll()
    .where((eb) => eb.or([eb('space_id', '=', spaceId), eb('token_id', 'in', reaching)]))
    .orderBy('id')
    .execute()
}

export interface NewAssertion {
  readonly id: string
  readonly spaceId: string
  readonly holder: Holder
  readonly name: string
  readonly claim: Assertion
  /** A principal. */
  readonly by: string
}

export function insertAssertion(tx: Writer, assertion: NewAssertion, now: number): Promise<AssertionRow> {
  const { id, spaceId, holder, name, claim, by } = assertion
  return tx
    .insertInto('assertions')
    .values({
      id,
      space_id: spaceId,
      token_id: holder.is === 'token' ? holder.id : null,
      role_id: holder.is === 'role' ? holder.id : null,
      name,
      claim: JSON.stringify(claim),
      version: 1,
      ...creatorColumns(by),
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function updateAssertion(
  tx: Writer,
  { id }: AssertionRow,
  { name, claim }: { readonly name: string; readonly claim: Assertion },
  now: number,
): Promise<AssertionRow> {
  return tx
    .updateTable('assertions')
    .set({ name, claim: JSON.stringify(claim), version: sql`version + 1`, updated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function deleteAssertion(tx: Writer, { id }: AssertionRow): Promise<void> {
  await tx.deleteFrom('assertions').where('id', '=', id).execute()
}
