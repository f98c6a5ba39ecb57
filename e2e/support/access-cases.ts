import type { Operation } from '@latchkey/contract/operation'

const pinned = { name: 'x', claim: { effect: 'never', actions: ['roles.delete'], resources: ['roles'] } }

/** One body and query for each operation that takes them: valid, so that only rights can refuse it. */
const bodies: Readonly<Record<string, unknown>> = {
  'account-factors.add-passkey': {
    challenge: 'x'.repeat(43),
    name: 'x',
    passkey: { id: 'x', rawId: 'x', type: 'public-key', response: {} },
  },
  'account-factors.confirm-totp': { code: '000000' },
  'account-factors.rename-passkey': { name: 'x' },
  'account-tokens.create': { name: 'x', scope: { form: 'read' } },
  'account-tokens.rotate': {},
  'account-tokens.update': { name: 'x' },
  'account.change-email': { email: 'x@example.com' },
  'account.update': { name: 'x' },
  'aliases.put': { branch: 'trial' },
  'asset-categories.create': { category: 'Made' },
  'asset-categories.update': { category: 'Made' },
  'asset-uploads.create': { file_name: 'x.txt', bytes: 1 },
  'asset-uploads.receive-form': {},
  'assets.publish': {},
  'assets.unpublish': {},
  'assets.update': { metadata: { alt: 'x' } },
  'assets.upload': {},
  'backups.create': {},
  'branches.create': { name: 'made' },
  'branches.update': { name: 'made' },
  'comments.create': { text: 'x' },
  'comments.update': { text: 'x' },
  'content-types.check': { name: 'x' },
  'content-types.create': { slug: 'made', fields: [] },
  'content-types.update': { name: 'x' },
  'declared-asset-tags.create': { tag: 'made' },
  'declared-asset-tags.update': { tag: 'made' },
  'datasource-entries.create': { key: 'made' },
  'datasource-entries.import': { entries: [{ key: 'made' }] },
  'datasource-entries.update': { value: 'x' },
  'datasources.create': { slug: 'made' },
  'datasources.update': { name: 'x' },
  'entries.bulk': { items: [{ type: 'open', slug: 'x' }] },
  'entries.create': { type: 'open', fields: {} },
  'entries.publish': {},
  'entries.replace': { fields: {} },
  'entries.restore-revision': {},
  'entries.unpublish': {},
  'entries.update': { fields: { title: 'x' } },
  'environments.create': { slug: 'made' },
  'environments.update': { slug: 'made' },
  'installation-tokens.create': { name: 'x', grants: [] },
  'installation-tokens.rotate': {},
  'installation-tokens.update': { name: 'x' },
  'invitations.create': { email: 'somebody@example.com', roles: ['Viewer'] },
  'locales.create': { code: 'fr' },
  'locales.update': { name: 'x' },
  'members.add': { account: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', roles: ['Viewer'] },
  'members.update': { roles: ['Viewer'] },
  'oauth.introspect': 'token=x',
  'organization-domains.claim': { domain: 'made.example' },
  'organization-invitations.create': { email: 'somebody@example.com', role: 'member' },
  'organization-members.update': { role: 'member' },
  'organization-spaces.create': { slug: 'made', name: 'x' },
  'organization-spaces.transfer': { account: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' },
  'organizations.create': { slug: 'made', name: 'x' },
  'organizations.transfer': { account: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' },
  'organizations.update': { name: 'x' },
  'publish-requests.accept': {},
  'publish-requests.create': { entry: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11', action: 'publish' },
  'publish-requests.reject': {},
  'release-items.add': { entry: 'shown', type: 'open' },
  'release-items.update': {},
  'release-tokens.create': { name: 'x' },
  'releases.create': { name: 'x' },
  'releases.schedule': { release_at: '2100-01-01T00:00:00.000Z' },
  'releases.transfer': { owner: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' },
  'releases.update': { name: 'x' },
  'role-assertions.create': pinned,
  'role-assertions.update': { name: 'x' },
  'roles.create': { name: 'x', grants: [] },
  'roles.explain': { action: 'content.read' },
  'roles.update': { name: 'x' },
  'schedules.create': { action: 'publish', at: '2100-01-01T00:00:00.000Z' },
  'session.confirm': { password: 'x' },
  'spaces.create': { slug: 'made', name: 'x' },
  'spaces.explain': { questions: [{ action: 'content.read' }] },
  'spaces.transfer': { account: '019a2f60-4b7c-7cc1-9d5e-0f6d2f5f8a11' },
  'spaces.update': { name: 'x' },
  'sso.set': { issuer: 'https://idp.example.com', client_id: 'x' },
  'token-assertions.create': pinned,
  'token-assertions.update': { name: 'x' },
  'token-policy.update': { lifetime_days_max: 30 },
  'tokens.create': { kind: 'delivery', name: 'x' },
  'tokens.preview-exposure': { kind: 'delivery' },
  'tokens.explain': { action: 'content.read' },
  'tokens.rotate': {},
  'tokens.update': { name: 'x' },
  'trash.restore': {},
  'type-groups.create': { name: 'x' },
  'type-groups.update': { name: 'x' },
  'type-presets.create': { type: 'open', name: 'x' },
  'type-presets.update': { name: 'x' },
  'type-tags.create': { tag: 'made' },
  'type-tags.update': { tag: 'made' },
  'users.create': { email: 'x@example.com', name: 'x', password: 'long enough a password' },
  'users.update': { name: 'x' },
  'webhooks.create': { name: 'x', url: 'https://hooks.example.com/', events: ['*'] },
  'webhooks.rotate-secret': {},
  'webhooks.update': { name: 'x' },
}

/** Whether the table above has what the operation needs. */
export function hasCase({ id, body }: Operation): boolean {
  return body === null ? !(id in bodies) : id in bodies
}

export function bodyOf({ id, bodyType }: Operation): {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
} {
  if (!(id in bodies)) return {}
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { body: bodies[id], ...(bodyType === 'form' && { headers }) }
}

/** The names of a path's parameters, in order. */
export function parametersOf({ fullPath }: Operation): readonly string[] {
  return [...fullPath.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}

/** A path with its parameters filled in. An entry's slug counts within its type. */
export function pathOf({ fullPath, query }: Operation, values: Readonly<Record<string, string>>): string {
  const path = fullPath.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? 'unset')
  return fullPath.includes('{entry}') && 'type' in query ? `${path}?type=open` : path
}
