import type { Status } from '@latchkey/policy/grant'
import type { TokenKind } from '@latchkey/tokens/kinds'
import type { Generated } from 'kysely'

/** Milliseconds since 1970, UTC. */
export type Milliseconds = number
/** JSON as text, encoded and decoded by its reader and writer, so that stored bytes stay as they were written. */
export type Json = string
/** A yes or no that both databases keep alike. */
export type Flag = 0 | 1
/** Whether an account or a token made something. */
export type CreatorKind = 'account' | 'token'
/** The last number given out is `next - 1`; see serials.ts. Dialects name things by it. */
type Serial = number

interface Times {
  created_at: Milliseconds
  updated_at: Milliseconds
}

/** Who made it; null where the installation did. The condition `own` compares both columns. */
interface Created {
  created_by_kind: CreatorKind | null
  created_by_id: string | null
}

/** The one row of the installation, `id` is always `instance`. */
interface InstanceTable {
  id: string
  /** The latest time ever seen, so that expiry is one-way when the clock steps back. */
  clock_ms_max: Milliseconds
  settings: Json
  /** SHA-256 of the one-time first-owner link; null once it was used. */
  setup_secret_hash: string | null
  setup_expires_at: Milliseconds | null
  /** Another one after each restore: what was told of changes before it is not what happened. */
  changes_era: Generated<string>
}

interface OrganizationsTable extends Times {
  id: string
  serial: Serial
  slug: string
  name: string
  owner_id: string
  /** What it asks of tokens that reach its spaces; `{}` asks for nothing. */
  policy: Json
  state: 'active' | 'deleted'
  version: number
}

interface OrganizationMembersTable {
  organization_id: string
  account_id: string
  role: 'owner' | 'administrator' | 'member'
  state: 'invited' | 'active'
  /** May sign in without SSO where the organization requires it. */
  password_allowed: Flag
  created_at: Milliseconds
}

interface AccountsTable extends Times {
  id: string
  serial: Serial
  /** As it was typed; compared nowhere. */
  email: string
  /** Normalised; unique. */
  email_norm: string
  display_name: string
  /** Null for an account that only signs in elsewhere, or was invited and has set none. */
  password_hash: string | null
  state: 'invited' | 'active' | 'suspended' | 'deleted'
  installation_admin: Flag
  authz_epoch: number
  /** Of the profile, for If-Match. */
  version: number
}

/** Somebody asked in, until accepted, declined, withdrawn or out of date. Of an organization or of a space, never of both. */
interface InvitationsTable {
  id: string
  organization_id: string | null
  space_id: string | null
  /** As it was typed. */
  email: string
  email_norm: string
  /** Ids of the space's roles, or the one role in the organization. */
  roles: Json
  /** Whose right it is, asked again when it is accepted. */
  author: Json
  secret_hash: string
  expires_at: Milliseconds
  created_at: Milliseconds
}

/** How an organization's people sign in at their own provider. */
interface SsoConnectionsTable extends Times {
  organization_id: string
  issuer: string
  client_id: string
  /** Null for a public client. */
  client_secret_sealed: string | null
  scopes: Json
  /** The claims that say address and name. */
  claims: Json
  /** Whether who signs in for the first time becomes a member. */
  provisioning: 'off' | 'member'
  enforced: Flag
  version: number
}

/** A domain of addresses. Many may claim one, one holds it. */
interface OrganizationDomainsTable {
  organization_id: string
  domain: string
  /** What its web server has to show. */
  challenge: string
  /** Null while it is only claimed. */
  verified_at: Milliseconds | null
  created_at: Milliseconds
}

/** An account as the provider of an organization knows it. What was proven by it ends with the row. */
interface SsoIdentitiesTable {
  id: string
  organization_id: string
  account_id: string
  issuer: string
  subject: string
  created_at: Milliseconds
}

/** A sign-in under way; its row goes when it comes back. */
interface SsoAttemptsTable {
  state_hash: string
  organization_id: string
  browser_hash: string
  /** The connection that it began with: another one does not end it. */
  connection_version: number
  expires_at: Milliseconds
}

/** What an organization has decided about a personal token that reaches its spaces. */
interface TokenApprovalsTable {
  organization_id: string
  token_id: string
  verdict: 'approved' | 'rejected'
  /** The account that decided. */
  decided_by: string
  decided_at: Milliseconds
}

/** Links that work once: invitations and password resets. */
interface OneTimeLinksTable {
  id: string
  account_id: string
  purpose: 'invitation' | 'password-reset' | 'email-change'
  secret_hash: string
  /** For a change of address: the new one, as it was typed. */
  payload: Generated<string | null>
  expires_at: Milliseconds
  used_at: Milliseconds | null
  created_at: Milliseconds
}

/** The secret of a one-time password app. */
interface TotpTable {
  account_id: string
  /** Null until one is confirmed. */
  secret_sealed: string | null
  /** One that was shown and is not confirmed yet. */
  pending_sealed: string | null
  /** The last 30-second step of which a code was taken; none at or before it is taken again. */
  last_step: number
  confirmed_at: Milliseconds | null
}

/** Codes that stand in for a lost factor, each once. */
interface RecoveryCodesTable {
  account_id: string
  code_hash: string
  key_id: string
  used_at: Milliseconds | null
}

interface PasskeysTable {
  id: string
  account_id: string
  /** As the authenticator names it, base64url. */
  credential_id: string
  name: string
  /** COSE key, base64url. */
  public_key: string
  counter: number
  transports: Json
  /** Kept in several places by its provider. */
  backed_up: Flag
  created_at: Milliseconds
  last_used_at: Milliseconds | null
}

/** What a sign-in in steps keeps between two of them. A row is gone once it was used. */
interface SignInChallengesTable {
  secret_hash: string
  purpose: 'second-factor' | 'passkey' | 'passkey-registration'
  /** Null while nobody has said who it is. */
  account_id: string | null
  /** Of the account when it was given: whatever narrows the account ends its sign-ins under way. */
  account_epoch: number | null
  attempts: number
  expires_at: Milliseconds
}

interface SpacesTable extends Times {
  id: string
  serial: Serial
  /** Unique among all; a deleted space gives it back by taking its own id as slug. */
  slug: string
  name: string
  /** Null for a space outside organizations, such as a Sandbox. */
  organization_id: string | null
  owner_id: string
  /** The owner's personal space; at most one per account. */
  sandbox: Flag
  state: 'active' | 'suspended' | 'deleted'
  authz_epoch: number
  default_locale: string
  settings: Json
  version: number
}

interface MembersTable {
  space_id: string
  account_id: string
  state: 'invited' | 'active'
  created_at: Milliseconds
}

interface MemberRolesTable {
  space_id: string
  account_id: string
  role_id: string
}

interface RolesTable extends Times {
  id: string
  serial: Serial
  space_id: string
  name: string
  description: string
  /** Which built-in role it is; null for a role of the space's own. */
  builtin: 'administrator' | 'developer' | 'editor' | 'viewer' | null
  grants: Json
  version: number
}

/** A token as it is verified. Usage lives elsewhere: a write here changes the stamp. */
interface TokensTable extends Times, Created {
  id: string
  serial: Serial
  kind: TokenKind
  /** The space that it belongs to, also where it lists further ones; null for tokens tied to an account. */
  space_id: string | null
  /** Null for kinds that are not tied to one, and for all environments. */
  environment_id: string | null
  role_id: string | null
  /** The account whose live rights bind it; null for tokens that belong to a space. */
  account_id: string | null
  /** The identity at an organization's provider by which its holder had signed in; null: by means of the account's own. */
  proven_by: string | null
  /** All the spaces that the account is in, its own, those listed in token_spaces, or the one in `space_id`. */
  spaces: 'all' | 'owned' | 'listed' | 'one'
  name: string
  note: string
  /** Null: reads all that its kind may reach. */
  grants: Json | null
  /** Preset, operations or resource levels; null for kinds without a scope. */
  scope: Json | null
  state: 'active' | 'inactive' | 'revoked'
  /** Null: never. */
  expires_at: Milliseconds | null
  revoked_at: Milliseconds | null
  /** Taken out of the lists; the row stays for the activity. */
  deleted_at: Milliseconds | null
  /** Seconds that a shared cache may keep answers; 0 outside CDN mode. */
  cache_ttl_seconds: number
  /** How fast it may be used; null: as fast as the instance lets tokens be. */
  rate_limit: Generated<Json | null>
  /** Null: from anywhere. */
  allowed_networks: Generated<Json | null>
  /** Null: from pages of any origin. */
  allowed_origins: Generated<Json | null>
  version: number
  secret_version: number
  secret_hash: string
  secret_key_id: string
  secret_sealed: string | null
  previous_hash: string | null
  previous_key_id: string | null
  /** End of the grace of the secret before this one. */
  previous_until: Milliseconds | null
}

/** What a session token is to its person. A session without a row came before there were any, and is one of the API. */
interface SessionsTable {
  token_id: string
  /** The one place in which its token counts. */
  via: 'bearer' | 'cookie'
  /** From where it began. */
  network: string | null
  user_agent: string | null
  /** When its holder last proved who it is: the login, or a confirmation since. */
  proven_at: Milliseconds
  /** Sessions of the cookie: of the last request, up to a minute late. */
  used_at: Milliseconds
}

interface TokenSpacesTable {
  token_id: string
  space_id: string
}

/** Branches and aliases of a token's scope; `*` stands for all of that sort. A kind that carries branches reaches those in its rows and no other. */
interface TokenBranchesTable {
  token_id: string
  sort: 'branch' | 'alias'
  /** A branch's id or an alias's name. */
  name: string
}

interface TokenReleasesTable {
  token_id: string
  release_id: string
}

/** A sentence about a token or a role that no later edit may make false. */
interface AssertionsTable extends Times, Created {
  id: string
  space_id: string
  /** One of the two is set. */
  token_id: string | null
  role_id: string | null
  name: string
  claim: Json
  version: number
}

interface TokenSlotsTable {
  /** The space or account that the limit counts for. */
  owner_id: string
  /** Which limit, a column of the kinds table. */
  pool: string
  /** From 0 up to the limit, exclusive. */
  slot: number
  token_id: string
}

interface TokenSecretsTable {
  token_id: string
  version: number
  created_at: Milliseconds
  retired_at: Milliseconds | null
  /** When it was last refused because it had retired: somebody still uses it. Null: never. */
  refused_at: Milliseconds | null
}

/** Where a secret was reported as found in the open; a report that comes again finds its row. */
interface TokenLeaksTable {
  token_id: string
  secret_version: number
  /** SHA-256 of who reported it, source and URL. */
  place_hash: string
  reporter: 'github'
  source: string
  url: string
  reported_at: Milliseconds
}

interface TokenUsageTable {
  token_id: string
  /** Start of the day, UTC. */
  day: Milliseconds
  calls: number
  refused: number
  last_used_at: Milliseconds
}

/** What a token was used for and from where, one row for each value of an aspect. */
interface TokenUsageDetailsTable {
  token_id: string
  day: Milliseconds
  aspect: 'operation' | 'network' | 'agent' | 'missing'
  value: string
  calls: number
  last_used_at: Milliseconds
}

interface EnvironmentsTable {
  space_id: string
  id: string
  serial: Serial
  /** Its code, such as `production`; unique in the space. */
  name: string
  state: 'active' | 'deleted'
  content_version: number
  /** Only what a second person has accepted is published there. */
  requires_review: Generated<Flag>
  created_at: Milliseconds
}

interface BranchesTable {
  space_id: string
  /** `main` for the first one. */
  id: string
  serial: Serial
  name: string
  state: 'creating' | 'active' | 'deleted'
  /** The branch that it was copied from. */
  source_id: string | null
  /** Of what was saved in the source, the branch shows revisions with `seq` up to this. */
  start_seq: number | null
  created_at: Milliseconds
}

/**
 * What needs no more copying into a branch that is being made: it was copied, or is newer than the branch. Empty for
 * every other branch.
 */
interface BranchCopiesTable {
  space_id: string
  branch_id: string
  sort: 'entry' | 'asset'
  thing_id: string
}

interface AliasesTable {
  space_id: string
  name: string
  branch_id: string
  updated_at: Milliseconds
}

interface LocalesTable {
  space_id: string
  code: string
  name: string
  /** Null: missing values stay missing. */
  fallback: string | null
  position: number
}

interface ContentTypesTable extends Times, Created {
  space_id: string
  branch_id: string
  id: string
  serial: Serial
  slug: string
  name: string
  description: string
  version: number
  fields: Json
  /** Has exactly one entry. */
  singleton: Flag
  /** The field that names an entry in lists; null: its slug does. */
  display_field: string | null
  /** Keys under which bodies may still hold values of fields that are gone: no field gets one of them again. */
  spent_keys: Generated<Json>
  /** The group that it stands in; null: none. */
  group_id: Generated<string | null>
  /** The preset from which an entry begins where nobody chooses; null: none. */
  preset_id: Generated<string | null>
  /** Words that are declared; see declared_tags. */
  tags: Generated<Json>
}

/** Content types stand in groups, groups in groups. */
interface TypeGroupsTable extends Times, Created {
  space_id: string
  branch_id: string
  id: string
  serial: Serial
  /** Null: it stands in none. */
  parent_id: string | null
  /** Among those of its parent. */
  position: number
  name: string
  version: number
}

/** Values from which an editor begins an entry. */
interface TypePresetsTable extends Times, Created {
  space_id: string
  branch_id: string
  id: string
  serial: Serial
  type_id: string
  name: string
  description: string
  /** Id of an asset; null: none. */
  image: string | null
  /** Values by the keys of fields, as bodies hold them. */
  body: Json
  version: number
}

/** A tag of content types or of files that is there before anything bears it; one for all branches of a space. */
interface DeclaredTagsTable extends Created {
  space_id: string
  id: string
  serial: Serial
  /** What bears it. */
  sort: 'type' | 'asset'
  tag: string
  created_at: Milliseconds
}

/** The working copy's facts. `version` counts saves and is the ETag. */
interface EntriesTable extends Times, Created {
  space_id: string
  branch_id: string
  id: string
  serial: Serial
  type_id: string
  slug: string
  state: Status
  /** The draft is newer than a live snapshot. */
  changed: Flag
  version: number
  /** The date that the entry shows; its author may set it. */
  published_at: Milliseconds | null
  updated_by_kind: CreatorKind | null
  updated_by_id: string | null
  /** Null outside the trash; set together with who put it there. */
  deleted_at: Milliseconds | null
  deleted_by_kind: CreatorKind | null
  deleted_by_id: string | null
}

/** What was saved; never changed. The locale `''` holds what all locales share. */
interface RevisionsTable {
  /** Given by the database in the order of saving, so that a cut by number is a cut in time. */
  seq: Generated<number>
  id: string
  space_id: string
  /** Where it was saved. Branches that were copied from there later show it too. */
  branch_id: string
  entry_id: string
  locale: string
  /** Principal, such as `account:018f…`. */
  author: string
  /** Which secret of an authoring token; null for accounts. */
  token_secret_version: number | null
  /** The entry's version that this save made. */
  version: number
  body: Json
  created_at: Milliseconds
}

/** A save that gave an entry another slug; its revisions do not tell. */
interface RenamesTable {
  space_id: string
  branch_id: string
  entry_id: string
  /** The entry's version that the save made. */
  version: number
  slug_before: string
  author: string
  token_secret_version: number | null
  created_at: Milliseconds
}

interface HeadsTable {
  space_id: string
  branch_id: string
  entry_id: string
  locale: string
  revision_id: string
}

/** A branch's content as one environment shows it. The draft view has neither environment nor release. */
interface ViewsTable {
  id: string
  space_id: string
  branch_id: string
  environment_id: string | null
  /** The release whose pinned revisions it holds; such a view is laid over that of an environment. */
  release_id: string | null
}

/** What is live, one row for each locale and one for what they share (`''`). */
interface PublishedTable {
  view_id: string
  entry_id: string
  locale: string
  type_id: string
  slug: string
  revision_id: string
  /** The snapshot's, not the working copy's. */
  version: number
  published_at: Milliseconds
  first_published_at: Milliseconds
  updated_at: Milliseconds
  /** The environment's content version of the change that made the row what it is. */
  seq: Generated<number>
}

/**
 * What an entry was live as, until a change: by what it is decided who saw it. One row for each locale that it was live in
 * and one for what they share. Kept for a while, for those who keep copies.
 */
interface LapsedTable {
  view_id: string
  /** The environment's content version of the change. */
  seq: number
  entry_id: string
  locale: string
  type_id: string
  /** The type's slug, as it was then. */
  type: string
  slug: string
  /** Under their key, as in a body. */
  tags: Json
  created_by_kind: CreatorKind | null
  created_by_id: string | null
  /** It is not live in the locale since. Else the slug, the tags or the other locales changed. */
  ended: Flag
  /** The change was that it was deleted. */
  deleted: Flag
  lapsed_at: Milliseconds
}

/** The same of a file. */
interface LapsedAssetsTable {
  view_id: string
  seq: number
  asset_id: string
  file_name: string
  category: string | null
  private: Flag
  tags: Json
  created_by_kind: CreatorKind | null
  created_by_id: string | null
  deleted: Flag
  lapsed_at: Milliseconds
}

/** A change of a type that changes what is seen of its live entries. */
interface TypeChangesTable {
  view_id: string
  seq: number
  type_id: string
  change: 'fields' | 'slug' | 'deleted'
  /** As it was before. */
  slug: string
  lapsed_at: Milliseconds
}

/** Publishing or taking offline at a time to come. */
interface SchedulesTable extends Created {
  id: string
  space_id: string
  branch_id: string
  entry_id: string
  action: 'publish' | 'unpublish'
  /** Ids of environments. */
  environments: Json
  /** Null: all that the entry then has. */
  locales: Json | null
  /** Null: what the entry then holds. */
  version: number | null
  due_at: Milliseconds
  state: 'pending' | 'done' | 'failed' | 'cancelled'
  /** Why it failed or was cancelled. */
  reason: string | null
  /** The job that does it; null once it has ended. */
  job_id: string | null
  /** Whose rights count when it is done. */
  author: Json
  created_at: Milliseconds
  ended_at: Milliseconds | null
}

/** Asks for approval to publish to an environment, or to take offline there. */
interface PublishRequestsTable extends Created {
  id: string
  serial: Serial
  space_id: string
  branch_id: string
  entry_id: string
  action: 'publish' | 'unpublish'
  environment_id: string
  /** Null: all that the entry then has. */
  locales: Json | null
  /** The entry's version that is asked about. */
  version: number
  note: string
  state: 'open' | 'accepted' | 'rejected' | 'cancelled'
  /** What the reviewer says. */
  answer: string
  /** Whose right to ask counts when it is answered. */
  author: Json
  created_at: Milliseconds
  answered_by_kind: CreatorKind | null
  answered_by_id: string | null
  answered_at: Milliseconds | null
}

/** One value of a filterable field; lists have several. */
interface FieldIndexTable {
  view_id: string
  field_id: string
  locale: string
  entry_id: string
  position: number
  /** Numbers, dates and booleans. */
  num: number | null
  /** NFC text cut to 200 bytes; a longer value is checked again on the body. */
  str: string | null
}

/** A remark about an entry; the first of a thread is the thread. */
interface CommentsTable extends Times, Created {
  space_id: string
  branch_id: string
  entry_id: string
  id: string
  serial: Serial
  thread_id: string
  text: string
  /** Set on the first comment of a thread alone. */
  resolved_at: Milliseconds | null
  resolved_by_kind: CreatorKind | null
  resolved_by_id: string | null
}

/** A list of keys that select fields choose from; one for all branches of a space. */
interface DatasourcesTable extends Times, Created {
  space_id: string
  id: string
  serial: Serial
  slug: string
  name: string
  /** Names of dimensions. */
  dimensions: Json
  delivered: Flag
  version: number
}

interface DatasourceEntriesTable {
  space_id: string
  datasource_id: string
  id: string
  serial: Serial
  position: number
  key: string
  value: string
  /** Values by dimension. */
  dimension_values: Json
}

/** A file. Published like an entry; `private` is independent of that. */
interface AssetsTable extends Times, Created {
  space_id: string
  branch_id: string
  id: string
  serial: Serial
  /** The original name; unique in the branch where not deleted. */
  file_name: string
  /** Such as `Brand / Logos`; null for none. */
  category: string | null
  private: Flag
  state: Status
  media_type: string
  bytes: number
  width: number | null
  height: number | null
  /** The generated name of its bytes in the blob store. */
  blob: string
  digest: string
  metadata: Json
  version: number
  deleted_at: Milliseconds | null
}

interface PublishedAssetsTable {
  view_id: string
  asset_id: string
  file_name: string
  category: string | null
  media_type: string
  bytes: number
  width: number | null
  height: number | null
  blob: string
  metadata: Json
  version: number
  published_at: Milliseconds
  first_published_at: Milliseconds
  /** The environment's content version of the change that made the row, or what decides about it, what it is. */
  seq: Generated<number>
}

/** A category of a branch: somebody has made it, or some file has been in it. */
interface AssetCategoriesTable extends Times, Created {
  space_id: string
  branch_id: string
  id: string
  serial: Serial
  /** Such as `Brand / Logos`; unique in the branch. */
  category: string
  /** It was made, and so is there without files too; without this it is one of files alone. */
  made: Flag
}

/** A file that is put straight into the storage; it becomes an asset when the upload is completed. */
interface AssetUploadsTable {
  id: string
  space_id: string
  branch_id: string
  /** Where the bytes are put, as they come: an asset's own blob is made of them. */
  blob: string
  /** How many there will be, or may be. */
  bytes: number
  /** There will be exactly so many. */
  exact: Flag
  /** They have come through the server; the storage itself does not tell. */
  received: Flag
  /** That the asset will have. */
  serial: Serial
  file_name: string
  category: string | null
  private: Flag
  metadata: Json
  created_by_kind: CreatorKind
  created_by_id: string
  created_at: Milliseconds
  expires_at: Milliseconds
}

interface ReleasesTable extends Times, Created {
  space_id: string
  id: string
  serial: Serial
  branch_id: string
  name: string
  owner_id: string
  description: string
  /** `failed`: it could not be published when its time came. */
  state: 'open' | 'scheduled' | 'failed' | 'published'
  /** Accounts that it is restricted to; null for everyone with the grants. */
  people: Json | null
  /** Ids of those that it publishes to. */
  environments: Json
  release_at: Milliseconds | null
  /** The job that is to publish it. */
  job_id: string | null
  /** Why it failed, and when. */
  failure: string | null
  failed_at: Milliseconds | null
  published_at: Milliseconds | null
  version: number
}

interface ReleaseItemsTable {
  release_id: string
  entry_id: string
  action: 'publish' | 'unpublish'
  /** Revision by locale; `{}` for an unpublish. */
  revisions: Json
  /** Those that were chosen; null for all. */
  locales: Json | null
  /** What all locales share goes live also where the entry is live already. */
  takes_shared: Flag
  /** As it was pinned, and so are the next two; of an unpublish, as it was then. */
  slug: string
  version: number
  updated_at: Milliseconds
  pinned_at: Milliseconds
}

interface AuditChainsTable {
  /** A space's id, or `installation`. */
  chain_id: string
  seq: number
  hash: string
}

/** One act; see audit-chain.ts for what the hash covers. */
interface AuditTable {
  chain_id: string
  /** From 1, without gaps. */
  seq: number
  at: Milliseconds
  actor: string
  action: string
  subject: string
  body: Json
  hash: string
}

/** Work that leaves the transaction: webhooks, mail, schedules, sliced jobs. */
interface OutboxTable {
  id: string
  topic: string
  space_id: string | null
  body: Json
  due_at: Milliseconds
  leased_until: Milliseconds | null
  attempts: number
  last_error: string | null
  /** Given up; stays for a replay. */
  dead_at: Milliseconds | null
  created_at: Milliseconds
}

/** Who is told of what happens in a space. */
interface WebhooksTable extends Times, Created {
  id: string
  serial: Serial
  space_id: string
  name: string
  url: string
  /** Subscriptions, such as `["entries.*"]`. */
  events: Json
  /** Slugs of content types; null: all. */
  types: Json | null
  /** Slugs of environments; null: all, and what names none. */
  environments: Json | null
  state: 'active' | 'paused'
  /** Why the platform has paused it; null where a person did. */
  paused_because: string | null
  /** Whose rights it has; see pipeline/author.ts. */
  author: Json
  /** Under the name `webhook.<id>`. */
  secret_sealed: string
  previous_sealed: string | null
  /** End of the grace of the secret before this one. */
  previous_until: Milliseconds | null
  version: number
}

/** One event for one webhook. */
interface WebhookDeliveriesTable {
  id: string
  webhook_id: string
  /** The job that sends it; null once that is done. */
  job_id: string | null
  event: string
  /** See pipeline/occurrence.ts. */
  occurrence: Json
  state: 'pending' | 'delivered' | 'failed' | 'cancelled'
  attempts: number
  last_status: number | null
  last_error: string | null
  created_at: Milliseconds
  finished_at: Milliseconds | null
}

interface IdempotencyTable {
  principal: string
  key: string
  operation: string
  request_hash: string
  /** Null while the first request runs. */
  status: number | null
  resource_id: string | null
  expires_at: Milliseconds
}

interface SerialsTable {
  kind: string
  next: number
}

/** A backup of the installation; its bytes lie in the folder for backups under its id. */
interface BackupsTable extends Created {
  id: string
  state: 'pending' | 'done' | 'failed'
  /** Whether the bytes of assets are in it. */
  files: Flag
  /** The file's size and SHA-256 in hex; null until it is done. */
  bytes: number | null
  sha256: string | null
  row_count: number | null
  /** Why it failed. */
  problem: string | null
  created_at: Milliseconds
  finished_at: Milliseconds | null
}

/** What is known of the latest release, in one row. */
interface UpdatesTable {
  id: string
  checked_at: Milliseconds | null
  version: string | null
  notes: string | null
  url: string | null
  sha256: string | null
  downloaded_at: Milliseconds | null
  /** Why the last check or download failed. */
  problem: string | null
}

/** Every table by its name. */
export interface Schema {
  instance: InstanceTable
  organizations: OrganizationsTable
  organization_members: OrganizationMembersTable
  accounts: AccountsTable
  one_time_links: OneTimeLinksTable
  totp: TotpTable
  recovery_codes: RecoveryCodesTable
  passkeys: PasskeysTable
  sign_in_challenges: SignInChallengesTable
  invitations: InvitationsTable
  sso_connections: SsoConnectionsTable
  organization_domains: OrganizationDomainsTable
  sso_identities: SsoIdentitiesTable
  sso_attempts: SsoAttemptsTable
  token_approvals: TokenApprovalsTable
  spaces: SpacesTable
  members: MembersTable
  member_roles: MemberRolesTable
  roles: RolesTable
  tokens: TokensTable
  sessions: SessionsTable
  token_spaces: TokenSpacesTable
  token_branches: TokenBranchesTable
  token_releases: TokenReleasesTable
  assertions: AssertionsTable
  token_slots: TokenSlotsTable
  token_secrets: TokenSecretsTable
  token_leaks: TokenLeaksTable
  token_usage: TokenUsageTable
  token_usage_details: TokenUsageDetailsTable
  environments: EnvironmentsTable
  branches: BranchesTable
  branch_copies: BranchCopiesTable
  aliases: AliasesTable
  locales: LocalesTable
  content_types: ContentTypesTable
  type_groups: TypeGroupsTable
  type_presets: TypePresetsTable
  declared_tags: DeclaredTagsTable
  entries: EntriesTable
  revisions: RevisionsTable
  renames: RenamesTable
  heads: HeadsTable
  views: ViewsTable
  published: PublishedTable
  lapsed: LapsedTable
  type_changes: TypeChangesTable
  schedules: SchedulesTable
  publish_requests: PublishRequestsTable
  field_index: FieldIndexTable
  comments: CommentsTable
  datasources: DatasourcesTable
  datasource_entries: DatasourceEntriesTable
  assets: AssetsTable
  published_assets: PublishedAssetsTable
  asset_categories: AssetCategoriesTable
  lapsed_assets: LapsedAssetsTable
  asset_uploads: AssetUploadsTable
  releases: ReleasesTable
  release_items: ReleaseItemsTable
  audit_chains: AuditChainsTable
  audit: AuditTable
  outbox: OutboxTable
  webhooks: WebhooksTable
  webhook_deliveries: WebhookDeliveriesTable
  idempotency: IdempotencyTable
  serials: SerialsTable
  backups: BackupsTable
  updates: UpdatesTable
}
