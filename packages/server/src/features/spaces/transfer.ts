import { problems } from '@latchkey/contract/problems'
import type { Reader, Writer } from '../../database/database.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseAccountEpoch, raiseSpaceEpoch } from '../authority.ts'
import { insertMember, readMember } from '../members/queries.ts'
import { readBuiltinRole } from '../roles/queries.ts'
import { readSpace, type SpaceRow, updateSpaceRow } from './queries.ts'

/**
 * Gives a space another owner: somebody who is in it, or in its organization. The owner before stays a member.
 *
 * The space is held. A new owner who was no member becomes one, as Administrator: an owner is one of the members.
 */
export async function transferTo(tx: Writer, space: SpaceRow, accountId: string, now: number): Promise<SpaceRow> {
  if (space.sandbox === 1) throw refuse(problems.conflict, 'A Sandbox belongs to its account for good.')
  const member = await readMember(tx, space.id, accountId)
  if (!(await isActive(tx, accountId)) || (member === null && !(await isInOrganization(tx, space, accountId)))) {
    const errors = [{ pointer: '/account', detail: 'Nobody of the space or of its organization has this id.' }]
    throw refuse(problems.invalidBody, undefined, { errors })
  }
  await raiseSpaceEpoch(tx, space.id)
  for (const id of [space.owner_id, accountId].toSorted()) await raiseAccountEpoch(tx, id)
  if (member === null) {
    await insertMember(tx, space.id, accountId, [await readBuiltinRole(tx, space.id, 'administrator')], now)
  }
  await updateSpaceRow(tx, space.id, { owner_id: accountId }, now)
  const row = await readSpace(tx, space.id)
  if (row === null) throw new Error(`Space ${space.id} is gone inside its own transaction: hold it.`)
  return row
}

async function isActive(db: Reader, accountId: string): Promise<boolean> {
  const query = db.selectFrom('accounts').select('id').where('id', '=', accountId).where('state', '=', 'active')
  return (await query.executeTakeFirst()) !== undefined
}

/** Whether the account belongs to the organization of the space. */
export async function isInOrganization(
  db: Reader,
  { organization_id }: Pick<SpaceRow, 'organization_id'>,
  accountId: string,
): Promise<boolean> {
  if (organization_id === null) return false
  const found = await db
    .selectFrom('organization_members')
    .select('account_id')
    .where('organization_id', '=', organization_id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return found !== undefined
}
