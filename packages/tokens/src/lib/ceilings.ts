import type { Grant } from '@latchkey/policy/grant'
import type { Status } from '@latchkey/policy/grant'

// What tokens of a kind may at most reach, as lists of allows. A ceiling takes away and never adds.

function allow(actions: readonly string[], resource: string): Grant {
  return { effect: 'allow', actions, resources: [resource] }
}

function readContent(...status: readonly Status[]): Grant {
  return { ...allow(['content.read'], 'content:*'), conditions: { status } }
}

const readMedia = allow(['media.read'], 'media:*')

/** Labels that sites show beside content; the delivery API has only those datasources that are marked as delivered. */
const readDatasources = allow(['datasources.read'], 'datasources:*')

/** Published content and media. */
export const publishedCeiling: readonly Grant[] = [readContent('published'), readMedia, readDatasources]

/** The same, and drafts; what is protected is to a preview like a draft. And what releases are going to publish. */
export const previewCeiling: readonly Grant[] = [
  readContent('published', 'draft', 'protected'),
  readMedia,
  readDatasources,
  allow(['releases.read'], 'releases:*'),
]

/** Published content and drafts, and media. */
export const legacyCeiling: readonly Grant[] = [readContent('published', 'draft'), readMedia, readDatasources]

/** Media alone. */
export const mediaCeiling: readonly Grant[] = [readMedia]

/** Nothing of the platform's own: the templates of the rendering service are no resource of it. */
export const themeCeiling: readonly Grant[] = []

/** What a program may manage in a space: never tokens, members' standing, sessions, organizations or the space itself. */
export const managementCeiling: readonly Grant[] = [
  allow(
    [
      'content.read',
      'content.create',
      'content.update',
      'content.publish',
      'content.delete',
      'content.restore',
      'content.revisions.read',
      'content.revisions.restore',
    ],
    'content:*',
  ),
  allow(['schema.read', 'schema.create', 'schema.update', 'schema.delete'], 'schema:*'),
  allow(['media.read', 'media.upload', 'media.update', 'media.delete'], 'media:*'),
  allow(['releases.read', 'releases.create', 'releases.update', 'releases.publish', 'releases.delete'], 'releases:*'),
  allow(['locales.read', 'locales.create', 'locales.update', 'locales.delete'], 'locales:*'),
  allow(['roles.read', 'roles.create', 'roles.update', 'roles.delete'], 'roles:*'),
  allow(['datasources.read', 'datasources.create', 'datasources.update', 'datasources.delete'], 'datasources:*'),
  allow(['webhooks.manage'], 'webhooks:*'),
  allow(['environments.read'], 'environments:*'),
  allow(['branches.read'], 'branches:*'),
  allow(['users.read'], 'users:*'),
  allow(['publish-requests.read', 'publish-requests.create'], 'publish-requests:*'),
]
