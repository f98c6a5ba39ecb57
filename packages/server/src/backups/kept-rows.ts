import type { Reader } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { Row, TableFacts } from '../database/tables.ts'

/** What a backup keeps of a row; null for a row that it leaves out. */
export type KeepRow = (row: Row) => Row | null

const all: KeepRow = (row) => row
/** Of the moment: secrets that open something for an hour, what is half way, and what is about this machine. */
const nothing = null

/** What is due later is kept. Letters were for then; backups and updates are this machine's. */
const jobsOfTheMoment = /^(?:mail|backups|updates)\./

/** Whatever was leased by a process is up for another one. */
const keptJob: KeepRow = (row) => (jobsOfTheMoment.test(String(row['topic'])) ? null : { ...row, leased_until: null })

/** Of an app for codes that was shown and not confirmed, nothing. */
const keptTotp: KeepRow = (row) => (row['secret_sealed'] === null ? null : { ...row, pending_sealed: null })

const keptInstance: KeepRow = (row) => ({ ...row, setup_secret_hash: null, setup_expires_at: null })

/** What a backup keeps of every table, besides what hangs on a session. A table without a line does not compile. */
const keeping: Readonly<Record<keyof Schema, KeepRow | null>> = {
  instance: keptInstance,
  organizations: all,
  organization_members: all,
  accounts: all,
  one_time_links: nothing,
  totp: keptTotp,
  recovery_codes: all,
  passkeys: all,
  sign_in_challenges: nothing,
  // One that was withdrawn or accepted since would be open again, and its link with it.
  invitations: nothing,
  sso_connections: all,
  organization_domains: all,
  sso_identities: all,
  sso_attempts: nothing,
  token_approvals: all,
  spaces: all,
  members: all,
  member_roles: all,
  roles: all,
  tokens: all,
  // Who signs in after a restore signs in anew.
  sessions: nothing,
  token_spaces: all,
  token_branches: all,
  token_releases: all,
  assertions: all,
  token_slots: all,
  token_secrets: all,
  token_leaks: all,
  token_usage: all,
  token_usage_details: all,
  environments: all,
  branches: all,
  branch_copies: all,
  aliases: all,
  locales: all,
  content_types: all,
  type_groups: all,
  type_presets: all,
  declared_tags: all,
  entries: all,
  revisions: all,
  renames: all,
  heads: all,
  views: all,
  published: all,
  // Nobody who was told of changes before a restore is told more of them.
  lapsed: nothing,
  lapsed_assets: nothing,
  type_changes: nothing,
  schedules: all,
  publish_requests: all,
  field_index: all,
  comments: all,
  datasources: all,
  datasource_entries: all,
  assets: all,
  published_assets: all,
  asset_categories: all,
  asset_uploads: nothing,
  releases: all,
  release_items: all,
  audit_chains: all,
  audit: all,
  outbox: keptJob,
  webhooks: all,
  webhook_deliveries: all,
  idempotency: nothing,
  serials: all,
  backups: nothing,
  updates: nothing,
}

const byName: ReadonlyMap<string, KeepRow | null> = new Map(Object.entries(keeping))

/** What a backup keeps of the rows of a table; null for a table that it leaves out, a restore of an older backup too. */
export function keeperOf(table: string): KeepRow | null {
  const keeper = byName.get(table)
  if (keeper === undefined) throw new Error(`Nobody has decided what a backup keeps of ${table}: see kept-rows.ts.`)
  return keeper
}

/** The same, without the rows of sessions and what hangs on them. */
export async function keeperWithoutSessions(db: Reader): Promise<(table: TableFacts) => KeepRow | null> {
  const rows = await db.selectFrom('tokens').select('id').where('kind', '=', 'session').execute()
  const sessions = new Set<unknown>(rows.map(({ id }) => id))
  return (table) => {
    const keep = keeperOf(table.name)
    if (keep === null) return null
    const columns = table.name === 'tokens' ? ['id'] : columnsNaming('tokens', table)
    return (row) => (columns.some((column) => sessions.has(row[column])) ? null : keep(row))
  }
}

/** The job that makes a backup. */
export const backupTopic = 'backups.create'

function columnsNaming(parent: string, { references }: TableFacts): readonly string[] {
  return references.filter(({ table }) => table === parent).map(({ column }) => column)
}
