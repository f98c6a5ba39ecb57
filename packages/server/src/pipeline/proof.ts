import type { Reader } from '../database/database.ts'

/** A sign-in at the provider of an organization: good there and nowhere else. */
export interface ProviderProof {
  readonly identityId: string
  readonly organizationId: string
}

/** How the holder of a token had proven who it is. Null: by the account's own means, such as its password. */
export type Proof = ProviderProof | null

/** `ended` once the organization or its provider does not know the account any more: what was proven by it opens nothing. */
export async function readProof(db: Reader, token: { readonly proven_by: string | null }): Promise<Proof | 'ended'> {
  if (token.proven_by === null) return null
  const identity = await db
    .selectFrom('sso_identities')
    .innerJoin('sso_connections', 'sso_connections.organization_id', 'sso_identities.organization_id')
    .select(['sso_identities.id as identityId', 'sso_identities.organization_id as organizationId'])
    .where('sso_identities.id', '=', token.proven_by)
    .executeTakeFirst()
  return identity ?? 'ended'
}
