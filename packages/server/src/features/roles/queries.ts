import type { Grant } from '@latchkey/policy/grant'
import { printGrants } from '@latchkey/policy/print'
import { type Selectable, sql } from 'kysely'
import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import { spaceColumn } from '../../database/stamp.ts'
import { storedGrants, type TokenRow } from '../../pipeline/read-rights.ts'
import type { BuiltinRole } from './builtin-roles.ts'

export type RoleRow = Selectable<Schema['roles']>

export interface NewRole {
  readonly id: string
  readonly spaceId: string
  /** From `services.nextSerial('role')`, asked before the transaction. */
  readonly serial: number
  readonly name: string
  readonly description: string
  readonly builtin: BuiltinRole | null
  readonly grants: readonly Grant[]
}

function rolesOf(db: Reader, spaceId: string) {
  return db.selectFrom('roles').selectAll().where('space_id', '=', spaceId)
}

/** The roles of a space in the order of their creation. */
export function readRoles(db: Reader, spaceId: string): Promise<RoleRow[]> {
  return rolesOf(db, spaceId).orderBy('created_at').orderBy('serial').execute()
}

/** A role by id or name. */
export async function readRole(db: Reader, spaceId: string, segment: string): Promise<RoleRow | null> {
  const column = spaceColumn(segment) === 'id' ? 'id' : 'name'
  return (await rolesOf(db, spaceId).where(column, '=', segment).executeTakeFirst()) ?? null
}

/** The id of a built-in role of a space. */
export async function readBuiltinRole(db: Reader, spaceId: string, builtin: BuiltinRole): Promise<string> {
  return (await rolesOf(db, spaceId).where('builtin', '=', builtin).executeTakeFirstOrThrow()).id
}

export function insertRole(tx: Writer, role: NewRole, now: number): Promise<RoleRow> {
  const { id, spaceId, serial, name, description, builtin, grants } = role
  return tx
    .insertInto('roles')
    .values({
      id,
      space_id: spaceId,
      serial,
      name,
      description,
      builtin,
      grants: JSON.stringify(printGrants(grants)),
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export interface RoleChange {
  readonly name: string
  readonly grants: readonly Grant[]
}

export function updateRoleRow(tx: Writer, role: RoleRow, { name, grants }: RoleChange, now: number): Promise<RoleRow> {
  return tx
    .updateTable('roles')
    .set({ name, grants: JSON.stringify(printGrants(grants)), version: sql`version + 1`, updated_at: now })
    .where('space_id', '=', role.space_id)
    .where('id', '=', role.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Deletes a role, from its members too. No live token may be bound to it; those that have ended open nothing for it. */
export async function deleteRoleRow(tx: Writer, { id, space_id: spaceId }: RoleRow, now: number): Promise<void> {
  await tx.deleteFrom('member_roles').where('space_id', '=', spaceId).where('role_id', '=', id).execute()
  await tx
    .updateTable('tokens')
    // A token without role and grants would read all that its kind may.
    .set({ role_id: null, grants: '[]', version: sql`version + 1`, updated_at: now })
    .where('space_id', '=', spaceId)
    .where('role_id', '=', id)
    .execute()
  await tx.deleteFrom('roles').where('space_id', '=', spaceId).where('id', '=', id).execute()
}

/** The tokens bound to a role that open something now, or would once they are resumed. */
export function readBoundTokens(db: Reader, { id, space_id: spaceId }: RoleRow, now: number): Promise<TokenRow[]> {
  return db
    .selectFrom('tokens')
    .selectAll()
    .where('space_id', '=', spaceId)
    .where('role_id', '=', id)
    .where('state', '<>', 'revoked')
    .where('deleted_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('created_at')
    .execute()
}

/** For each member who has the role, the grants of its other roles in one list. */
export async function readGrantsBeside(db: Reader, role: RoleRow): Promise<readonly (readonly Grant[])[]> {
  const holders = db
    .selectFrom('member_roles')
    .select('account_id')
    .where('space_id', '=', role.space_id)
    .where('role_id', '=', role.id)
  const rows = await db
    .selectFrom('member_roles')
    .innerJoin('roles', 'roles.id', 'member_roles.role_id')
    .select(['member_roles.account_id', 'roles.id', 'roles.grants'])
    .where('member_roles.space_id', '=', role.space_id)
    .where('member_roles.account_id', 'in', holders)
    .execute()
  return [...Map.groupBy(rows, (row) => row.account_id).values()].map((held) =>
    held.filter((each) => each.id !== role.id).flatMap((each) => storedGrants(each.grants)),
  )
}
