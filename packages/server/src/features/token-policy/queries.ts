import type { Reader, Writer } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

type Verdict = Schema['token_approvals']['verdict']

/** A personal token that can reach spaces of an organization, by whatever rights its holder has there. */
export interface ReachingTokenRow {
  readonly id: string
  readonly name: string
  readonly account_id: string | null
  readonly email: string
  readonly verdict: Verdict | null
  readonly expires_at: number | null
  readonly created_at: number
}

/** Live personal tokens of the people of an organization and of its spaces, the newest first. */
function reaching(db: Reader, organizationId: string, now: number) {
  return db
    .selectFrom('tokens as t')
    .innerJoin('accounts as a', 'a.id', 't.account_id')
    .leftJoin('token_approvals as v', (join) =>
      join.onRef('v.token_id', '=', 't.id').on('v.organization_id', '=', organizationId),
    )
    .select(['t.id', 't.name', 't.account_id', 'a.email', 'v.verdict', 't.expires_at', 't.created_at'])
    .where('t.kind', '=', 'personal')
    .where('t.state', '<>', 'revoked')
    .where('t.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('t.expires_at', 'is', null), eb('t.expires_at', '>', now)]))
    .where((eb) =>
      eb.or([
        eb('t.account_id', 'in', peopleOf(db, organizationId)),
        eb('t.account_id', 'in', membersOfSpaces(db, organizationId)),
      ]),
    )
    .where((eb) => eb.or([eb('t.spaces', '<>', 'listed'), eb('t.id', 'in', tokensListing(db, organizationId))]))
    .orderBy('t.created_at', 'desc')
    .orderBy('t.id')
}

function peopleOf(db: Reader, organizationId: string) {
  return db.selectFrom('organization_members').select('account_id').where('organization_id', '=', organizationId)
}

function membersOfSpaces(db: Reader, organizationId: string) {
  return db
    .selectFrom('members')
    .innerJoin('spaces', 'spaces.id', 'members.space_id')
    .select('members.account_id')
    .where('spaces.organization_id', '=', organizationId)
}

function tokensListing(db: Reader, organizationId: string) {
  return db
    .selectFrom('token_spaces')
    .innerJoin('spaces', 'spaces.id', 'token_spaces.space_id')
    .select('token_spaces.token_id')
    .where('spaces.organization_id', '=', organizationId)
}

export function readReachingTokens(db: Reader, organizationId: string, now: number): Promise<ReachingTokenRow[]> {
  return reaching(db, organizationId, now).execute()
}

export async function readReachingToken(
  db: Reader,
  organizationId: string,
  id: string,
  now: number,
): Promise<ReachingTokenRow | null> {
  return (await reaching(db, organizationId, now).where('t.id', '=', id).executeTakeFirst()) ?? null
}

export async function writeVerdict(tx: Writer, row: Schema['token_approvals']): Promise<void> {
  const { verdict, decided_by, decided_at } = row
  await tx
    .insertInto('token_approvals')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'token_id']).doUpdateSet({ verdict, decided_by, decided_at }),
    )
    .execute()
}
