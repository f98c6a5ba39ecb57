import { describe, expect, test } from 'vitest'
import {
  type ActionFacts,
  ownValidation,
  resourcesOutsideCli,
  type Scope,
  scopeAllows,
  scopeAllowsAction,
  scopeCovers,
} from './scope.ts'

function operation(id: string, action: string, access: ActionFacts['access'], ...tags: string[]): ActionFacts {
  return { id, action, access, tags, resource: id.slice(0, id.indexOf('.')) }
}

const today = [
  operation('entries.show', 'content.read', 'read', 'cli'),
  operation('entries.update', 'content.update', 'write', 'cli'),
  operation('entries.publish', 'content.publish', 'publish', 'cli'),
  operation('assets.show', 'media.read', 'read', 'cli'),
  operation('assets.publish', 'content.publish', 'publish'),
  operation('webhooks.show', 'webhooks.manage', 'read'),
  operation('webhooks.create', 'webhooks.manage', 'write'),
  operation('roles.list', 'roles.read', 'read', 'cli'),
  operation('tokens.list', 'tokens.read', 'read', 'cli'),
  operation('session.show', 'profile.read', 'read', ownValidation),
]

/** What the catalogue may gain one day. */
const tomorrow = [
  operation('entries.count', 'content.read', 'read', 'cli'),
  operation('entries.import', 'content.create', 'write', 'cli'),
  operation('reports.show', 'reports.read', 'read'),
  operation('reports.delete', 'reports.delete', 'write'),
]

function opened(scope: Scope, operations: readonly ActionFacts[] = today): readonly string[] {
  return operations.filter((one) => scopeAllows(scope, one) && !one.tags.includes(ownValidation)).map((one) => one.id)
}

const custom: Scope = { form: 'custom', operations: ['entries.show', 'entries.update'] }
const resources: Scope = { form: 'resources', resources: { entries: 'write', webhooks: 'read' } }

describe('a scope opens', () => {
  test('all: everything', () => expect(opened({ form: 'all' })).toHaveLength(today.length - 1))

  test('read: every operation that reads', () =>
    expect(opened({ form: 'read' })).toEqual([
      'entries.show',
      'assets.show',
      'webhooks.show',
      'roles.list',
      'tokens.list',
    ]))

  test('cli: what the command line uses, and never tokens or roles', () =>
    expect(opened({ form: 'cli' })).toEqual(['entries.show', 'entries.update', 'entries.publish', 'assets.show']))

  test.each(resourcesOutsideCli)('cli: nothing of %s, even where it is tagged', (resource) =>
    expect(opened({ form: 'cli' }, [operation(`${resource}.list`, 'any', 'read', 'cli')])).toEqual([]),
  )

  test('custom: the operations listed', () => expect(opened(custom)).toEqual(['entries.show', 'entries.update']))

  test('resources: up to the level, write implying read', () =>
    expect(opened(resources)).toEqual(['entries.show', 'entries.update', 'webhooks.show']))

  test('resources: publish implying write', () =>
    expect(opened({ form: 'resources', resources: { entries: 'publish' } })).toEqual([
      'entries.show',
      'entries.update',
      'entries.publish',
    ]))

  test.each(['constructor', '__proto__', 'toString'])('resources: nothing of one that is called %s', (resource) =>
    expect(opened({ form: 'resources', resources: {} }, [operation(`${resource}.show`, 'any', 'read')])).toEqual([]),
  )

  test('every form: its own validation, told by the tag', () => {
    expect(ownValidation).toBe('own-validation')
    const forms: readonly Scope[] = [{ form: 'all' }, { form: 'read' }, { form: 'cli' }, custom, resources]
    const validation = operation('session.show', 'profile.read', 'read', ownValidation)
    expect(forms.filter((scope) => !scopeAllows(scope, validation))).toEqual([])
  })
})

describe('when the catalogue grows', () => {
  test.each<[string, Scope, readonly string[]]>([
    ['all follows', { form: 'all' }, ['entries.count', 'entries.import', 'reports.show', 'reports.delete']],
    ['read follows', { form: 'read' }, ['entries.count', 'reports.show']],
    ['cli follows', { form: 'cli' }, ['entries.count', 'entries.import']],
    ['custom is frozen', custom, []],
    ['resources follow within their levels', resources, ['entries.count', 'entries.import']],
  ])('%s', (_, scope, gained) => expect(opened(scope, tomorrow)).toEqual(gained))
})

describe('an action on the side', () => {
  test.each<[string, Scope, boolean]>([
    ['write level of the resource does not', resources, false],
    ['publish level of the resource does', { form: 'resources', resources: { entries: 'publish' } }, true],
    [
      'publish level of another resource does not',
      { form: 'resources', resources: { entries: 'write', assets: 'publish' } },
      false,
    ],
    ['a list without the operation does not', custom, false],
    ['a list with the operation does', { form: 'custom', operations: ['entries.update', 'entries.publish'] }, true],
    [
      "a list with another resource's operation does not",
      { form: 'custom', operations: ['entries.update', 'assets.publish'] },
      false,
    ],
    ['read does not', { form: 'read' }, false],
    ['all does', { form: 'all' }, true],
  ])('publishing an entry by a change of its status: %s open it', (_, scope, expected) =>
    expect(scopeAllowsAction(scope, today, 'content.publish', 'entries')).toBe(expected),
  )

  test('is closed where no operation performs it', () =>
    expect(scopeAllowsAction({ form: 'all' }, today, 'content.delete', 'entries')).toBe(false))

  test('is not opened by another action of the resource', () =>
    expect(scopeAllowsAction({ form: 'read' }, today, 'content.update', 'entries')).toBe(false))
})

describe('a scope is covered', () => {
  test.each<[string, Scope, Scope]>([
    ['any by all', { form: 'all' }, resources],
    ['all by all', { form: 'all' }, { form: 'all' }],
    ['read by read', { form: 'read' }, { form: 'read' }],
    ['cli by cli', { form: 'cli' }, { form: 'cli' }],
    ['a list by a longer one', custom, { form: 'custom', operations: ['entries.show'] }],
    ['a list of reads by read', { form: 'read' }, { form: 'custom', operations: ['entries.show', 'roles.list'] }],
    ['a list by the levels', resources, { form: 'custom', operations: ['entries.update', 'webhooks.show'] }],
    ['levels by the same', resources, resources],
    ['levels by higher ones', resources, { form: 'resources', resources: { entries: 'read' } }],
    ['levels of reading by read', { form: 'read' }, { form: 'resources', resources: { entries: 'read' } }],
  ])('%s', (_, maker, child) => expect(scopeCovers(maker, child, today)).toBe(true))
})

describe('a scope is not covered', () => {
  const everything: Scope = { form: 'custom', operations: today.map(({ id }) => id) }

  test.each<[string, Scope, Scope]>([
    ['all by the list of everything, which is frozen', everything, { form: 'all' }],
    ['read by the list of everything', everything, { form: 'read' }],
    ['levels by the list of everything', everything, { form: 'resources', resources: { entries: 'read' } }],
    ['all by read', { form: 'read' }, { form: 'all' }],
    ['cli by read', { form: 'read' }, { form: 'cli' }],
    ['read by cli', { form: 'cli' }, { form: 'read' }],
    ['levels by cli', { form: 'cli' }, { form: 'resources', resources: { entries: 'read' } }],
    ['a list with a write by read', { form: 'read' }, custom],
    ['a longer list', custom, everything],
    [
      'an operation that is in no catalogue',
      { form: 'custom', operations: ['a.b'] },
      { form: 'custom', operations: ['a.b'] },
    ],
    ['a higher level', resources, { form: 'resources', resources: { entries: 'publish' } }],
    ['another resource', resources, { form: 'resources', resources: { entries: 'write', assets: 'read' } }],
    ['a level of writing by read', { form: 'read' }, { form: 'resources', resources: { entries: 'write' } }],
    [
      'a name that every object has',
      resources,
      { form: 'resources', resources: { ['constructor' as string]: 'read' } },
    ],
  ])('%s', (_, maker, child) => expect(scopeCovers(maker, child, today)).toBe(false))
})
