import { kinds, type TokenKind } from '@latchkey/tokens/kinds'
import { policyRefusal, type PolicyRefusal } from '@latchkey/tokens/organization-policy'
import { passwordSessionUsableIn } from '@latchkey/tokens/sessions'
import type { Reader } from '../database/database.ts'
import type { Proof } from './proof.ts'
import { storedTokenPolicy } from './token-policy.ts'

/** Why an organization lets nobody in with this token, whatever its holder's rights are. */
export interface Barred {
  readonly layer: 'sign-in' | 'organization'
  readonly detail: string
}

/** Whose sign-in is looked at. */
export interface SignedIn {
  readonly kind: TokenKind
  readonly accountId: string | null
  readonly proof: Proof
}

/** Who stands at the door of an organization. */
export interface Comer extends SignedIn {
  readonly id: string
  readonly createdAt: number
  readonly expiresAt: number | null
}

/** Whether the sign-in behind a token opens an organization. Null: it does. `organizationId` null: a place outside of all. */
export async function readSignInBar(
  db: Reader,
  organizationId: string | null,
  { proof, accountId, kind }: SignedIn,
): Promise<Barred | null> {
  if (kinds[kind].actsAs !== 'account') return null
  if (proof !== null) {
    return proof.organizationId === organizationId
      ? null
      : {
          layer: 'sign-in',
          detail: 'You have signed in at the provider of another organization, which opens that one only.',
        }
  }
  if (organizationId === null) return null
  const rules = await db
    .selectFrom('organizations as o')
    .innerJoin('sso_connections as c', 'c.organization_id', 'o.id')
    .leftJoin('organization_members as m', (join) =>
      join.onRef('m.organization_id', '=', 'o.id').on('m.account_id', '=', accountId),
    )
    .select(['o.owner_id', 'c.enforced', 'm.password_allowed'])
    .where('o.id', '=', organizationId)
    .executeTakeFirst()
  const standing = {
    ssoEnabled: rules?.enforced === 1,
    owner: rules?.owner_id === accountId,
    exemptFromSso: rules?.password_allowed === 1,
  }
  if (passwordSessionUsableIn(standing)) return null
  return { layer: 'sign-in', detail: 'The organization asks for single sign-on: sign in at its provider.' }
}

/** Whether an organization's token policy lets a token into its spaces. Null: it does. */
export async function readPolicyBar(db: Reader, organizationId: string, comer: Comer): Promise<Barred | null> {
  const row = await db.selectFrom('organizations').select('policy').where('id', '=', organizationId).executeTakeFirst()
  const policy = storedTokenPolicy(row?.policy ?? '{}')
  const approved = policy.personalNeedsApproval && (await isApproved(db, organizationId, comer.id))
  const refusal = policyRefusal(policy, { ...comer, approved })
  return refusal && { layer: 'organization', detail: details[refusal] }
}

async function isApproved(db: Reader, organizationId: string, tokenId: string): Promise<boolean> {
  const found = await db
    .selectFrom('token_approvals')
    .select('token_id')
    .where('organization_id', '=', organizationId)
    .where('token_id', '=', tokenId)
    .where('verdict', '=', 'approved')
    .executeTakeFirst()
  return found !== undefined
}

const details: Readonly<Record<PolicyRefusal, string>> = {
  'kind-not-allowed': 'The organization allows no tokens of this kind.',
  'must-expire': 'The organization asks that tokens expire, and this one never does.',
  'lives-too-long': 'The organization asks that tokens live for a shorter time than this one does.',
  'needs-approval': 'The organization has not approved this personal token.',
}
