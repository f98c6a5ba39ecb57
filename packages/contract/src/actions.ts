import { actions } from './action.ts'

/** The actions of every resource. Naming one here makes it grantable; an operation makes it do something. */
export const content = actions(
  'content',
  ['own', 'status', 'locales', 'tags'],
  ['read', 'create', 'update', 'publish', 'delete', 'restore', 'revisions.read', 'revisions.restore'],
)
export const schema = actions('schema', ['own'], ['read', 'create', 'update', 'delete'])
export const media = actions('media', ['own', 'tags'], ['read', 'upload', 'update', 'delete'])
export const users = actions('users', ['own'], ['read', 'create', 'update', 'delete'])
export const tokens = actions('tokens', ['own'], ['read', 'create', 'update', 'revoke', 'reveal'])
export const roles = actions('roles', ['own'], ['read', 'create', 'update', 'delete'])
export const releases = actions('releases', ['own'], ['read', 'create', 'update', 'publish', 'delete'])
export const environments = actions('environments', ['own'], ['read', 'create', 'update', 'delete'])
export const branches = actions('branches', ['own'], ['read', 'create', 'update', 'delete'])
export const locales = actions('locales', [], ['read', 'create', 'update', 'delete'])
export const publishRequests = actions('publish-requests', ['own'], ['read', 'create', 'review', 'delete'])
export const comments = actions('comments', ['own'], ['read', 'create', 'update', 'delete'])
export const datasources = actions('datasources', ['own'], ['read', 'create', 'update', 'delete'])
export const spaces = actions('spaces', ['own'], ['read', 'create', 'update', 'transfer', 'delete'])
export const organizations = actions(
  'organizations',
  ['own'],
  [
    'read',
    'create',
    'update',
    'transfer',
    'delete',
    'members.read',
    'members.manage',
    'spaces.read',
    'spaces.create',
    'spaces.transfer',
    'sso.manage',
    'domains.confirm',
    'tokens.manage',
  ],
)
export const webhooks = actions('webhooks', ['own'], ['manage'])
export const dashboard = actions('dashboard', [], ['read'])
export const activity = actions('activity', [], ['read'])
export const profile = actions('profile', [], ['read', 'update'])
export const backups = actions('backups', ['own'], ['read', 'create', 'restore', 'delete'])
export const updates = actions('updates', [], ['read', 'check', 'download', 'install'])
