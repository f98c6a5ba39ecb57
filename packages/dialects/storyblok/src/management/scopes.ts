import type { createPersonalToken } from '@latchkey/contract/account/operations'
import type { InputOf } from '@latchkey/contract/operation'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

export type Scope = InputOf<typeof createPersonalToken>['body']['scope']
export type Level = 'read' | 'write' | 'publish'

const levels: readonly Level[] = ['read', 'write', 'publish']

/** What of ours a resource of the vendor is: at the level that is asked for, and what its answers are made of besides. */
interface ScopeRow {
  readonly resource: string
  readonly actions: readonly Level[]
  /** Resources of ours that have the level themselves. */
  readonly ours: readonly string[]
  /** Resources of ours that are read at every level. */
  readonly reads: readonly string[]
}

const write = ['read', 'write'] as const

/** The scopes of the vendor that say something here. Checked against the catalogue by a test. */
export const scopeRows: readonly ScopeRow[] = [
  { resource: 'stories', actions: levels, ours: ['entries'], reads: ['delivery-space', 'delivery-types'] },
  {
    resource: 'components',
    actions: write,
    ours: ['content-types', 'type-groups', 'type-presets', 'type-tags'],
    reads: [],
  },
  {
    resource: 'assets',
    actions: write,
    ours: ['assets', 'asset-uploads', 'declared-asset-tags'],
    reads: ['delivery-assets', 'asset-categories', 'asset-tags'],
  },
  { resource: 'asset_folders', actions: write, ours: ['asset-categories'], reads: [] },
  { resource: 'datasources', actions: write, ours: ['datasources'], reads: [] },
  { resource: 'datasource_entries', actions: write, ours: ['datasource-entries'], reads: ['datasources'] },
  { resource: 'releases', actions: levels, ours: ['releases', 'release-items'], reads: [] },
  { resource: 'spaces', actions: write, ours: ['spaces'], reads: ['locales'] },
  { resource: 'tags', actions: ['read'], ours: ['tags'], reads: [] },
  { resource: 'users', actions: ['read'], ours: ['account'], reads: [] },
  { resource: 'webhooks', actions: write, ours: ['webhooks'], reads: [] },
]

/** `stories:write` and the like as a scope of ours. Both sides mean the same by it: publish holds write, and write holds read. */
export function scopeOf(names: readonly string[]): Scope {
  const resources: Record<string, Level> = {}
  const add = (resource: string, level: Level) => {
    const held = resources[resource]
    if (held === undefined || levels.indexOf(held) < levels.indexOf(level)) resources[resource] = level
  }
  for (const [index, name] of names.entries()) {
    const [resource, action] = name.split(':')
    const row = scopeRows.find((each) => each.resource === resource)
    const level = row?.actions.find((each) => each === action)
    if (row === undefined || level === undefined) throw refuseBody(`/scopes/${index}`, `${name} is no scope here.`)
    for (const each of row.ours) add(each, level)
    for (const each of row.reads) add(each, 'read')
  }
  return { form: 'resources', resources }
}

/** What a scope of ours is called by the vendor: every name all of which it opens, at the highest level of each resource. */
export function scopeNames(scope: Scope | null): readonly string[] {
  if (scope?.form === 'read') return scopeRows.map(({ resource }) => `${resource}:read`)
  if (scope?.form !== 'resources') return []
  const { resources } = scope
  const opens = (resource: string, level: Level) => {
    const held = resources[resource]
    return held !== undefined && levels.indexOf(held) >= levels.indexOf(level)
  }
  return scopeRows.flatMap(({ resource, actions, ours, reads }) => {
    if (!reads.every((each) => opens(each, 'read'))) return []
    const level = actions.findLast((each) => ours.every((own) => opens(own, each)))
    return level === undefined ? [] : [`${resource}:${level}`]
  })
}
