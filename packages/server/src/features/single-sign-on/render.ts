import type { Connection, Domain } from '@latchkey/contract/single-sign-on/operations'
import type { Static } from '@latchkey/contract/schema'
import type { ClaimNames } from './rules.ts'
import type { ConnectionRow, DomainRow } from './queries.ts'

/** The path that providers send browsers back to. */
export const callbackPath = '/sso/callback'

export function storedScopes({ scopes }: Pick<ConnectionRow, 'scopes'>): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written as the contract's list.
  return JSON.parse(scopes) as readonly string[]
}

export function storedClaims({ claims }: Pick<ConnectionRow, 'claims'>): ClaimNames {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written as the contract's record.
  return JSON.parse(claims) as ClaimNames
}

/** A connection on the wire; its secret never is. */
export function renderConnection(row: ConnectionRow, publicUrl: string | null): Static<typeof Connection> {
  return {
    issuer: row.issuer,
    client_id: row.client_id,
    client_secret_set: row.client_secret_sealed !== null,
    scopes: [...storedScopes(row)],
    claims: { ...storedClaims(row) },
    provisioning: row.provisioning,
    required: row.enforced === 1,
    redirect_uri: publicUrl === null ? null : publicUrl + callbackPath,
    version: row.version,
    updated_at: new Date(row.updated_at).toISOString(),
  }
}

export function renderDomain({ domain, verified_at, created_at }: DomainRow): Static<typeof Domain> {
  return { domain, confirmed: verified_at !== null, created_at: new Date(created_at).toISOString() }
}
