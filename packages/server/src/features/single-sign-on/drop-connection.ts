import type { Writer } from '../../database/database.ts'

/** Ends single sign-on of an organization, with what is under way. */
export async function dropConnection(tx: Writer, organizationId: string): Promise<void> {
  for (const table of ['sso_attempts', 'sso_connections'] as const) {
    await tx.deleteFrom(table).where('organization_id', '=', organizationId).execute()
  }
}
