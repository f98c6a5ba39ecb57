import type { Action } from '@latchkey/contract/action'
import {
  activity,
  branches,
  comments,
  content,
  dashboard,
  datasources,
  environments,
  locales,
  media,
  publishRequests,
  releases,
  roles,
  schema,
  spaces,
  tokens,
  users,
  webhooks,
} from '@latchkey/contract/actions'
import type { Grant } from '@latchkey/policy/grant'
import { printGrants } from '@latchkey/policy/print'

export type BuiltinRole = 'administrator' | 'developer' | 'editor' | 'viewer'

/** Seeing a space: its content in every state, and what it is made of. */
const seeing: readonly Action[] = [
  spaces.read,
  content.read,
  content['revisions.read'],
  schema.read,
  media.read,
  releases.read,
  environments.read,
  branches.read,
  locales.read,
  publishRequests.read,
  comments.read,
  datasources.read,
  dashboard.read,
]

/** Working on what is published. */
const editing: readonly Action[] = [
  ...seeing,
  ...Object.values(content),
  ...Object.values(media),
  ...Object.values(releases),
  ...Object.values(comments),
  ...Object.values(publishRequests),
  users.read,
]

/** Building on a space: its shape, where it is published, and the tokens of its sites and programs. Not its people. */
const developing: readonly Action[] = [
  ...editing,
  ...Object.values(schema),
  ...Object.values(environments),
  ...Object.values(branches),
  ...Object.values(locales),
  ...Object.values(datasources),
  ...Object.values(tokens),
  webhooks.manage,
  roles.read,
  activity.read,
]

/** The roles that every space begins with, as grants. Administrator is everything, also what later versions add. */
export const builtinRoles: readonly {
  readonly builtin: BuiltinRole
  readonly name: string
  readonly description: string
  readonly grants: readonly Grant[]
}[] = [
  {
    builtin: 'administrator',
    name: 'Administrator',
    description: 'Everything in the space.',
    grants: [{ effect: 'allow', actions: ['*'], resources: ['*'] }],
  },
  {
    builtin: 'developer',
    name: 'Developer',
    description: 'Content, its types, environments, locales, tokens and webhooks; not members and roles.',
    grants: allow(developing),
  },
  {
    builtin: 'editor',
    name: 'Editor',
    description: 'Writes and publishes content, files and releases.',
    grants: allow(editing),
  },
  { builtin: 'viewer', name: 'Viewer', description: 'Sees everything but people and settings.', grants: allow(seeing) },
]

/** One grant for each area: `content.read`, `content.update` on `content`. */
function allow(allowed: readonly Action[]): readonly Grant[] {
  const grants = [...Map.groupBy(allowed, ({ area }) => area)].map(([area, named]): Grant => ({
    effect: 'allow',
    actions: named.map(({ name }) => name),
    resources: [area],
  }))
  return printGrants(grants)
}
