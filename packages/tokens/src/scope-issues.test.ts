import { describe, expect, test } from 'vitest'
import type { OperationFacts, Scope } from './scope.ts'
import { scopeIssues } from './scope-issues.ts'

const operations: readonly OperationFacts[] = [
  { id: 'entries.show', access: 'read', tags: [], resource: 'entries' },
  { id: 'entries.update', access: 'write', tags: [], resource: 'entries' },
  { id: 'statistics.show', access: 'read', tags: [], resource: 'statistics' },
]

describe('a scope is accepted', () => {
  test.each<[string, Scope]>([
    ['all', { form: 'all' }],
    ['read', { form: 'read' }],
    ['cli', { form: 'cli' }],
    ['a list of known operations', { form: 'custom', operations: ['entries.show', 'entries.update'] }],
    ['levels of known resources', { form: 'resources', resources: { entries: 'publish', statistics: 'read' } }],
  ])('%s', (_, scope) => expect(scopeIssues(scope, operations)).toEqual([]))
})

describe('a scope is refused', () => {
  test('with no operation', () =>
    expect(scopeIssues({ form: 'custom', operations: [] }, operations)).toEqual([
      { pointer: '/operations', detail: 'List at least one operation.' },
    ]))

  test('with no resource', () =>
    expect(scopeIssues({ form: 'resources', resources: {} }, operations)).toEqual([
      { pointer: '/resources', detail: 'Name at least one resource.' },
    ]))

  test('with each operation that does not exist, which it would otherwise gain one day', () =>
    expect(scopeIssues({ form: 'custom', operations: ['a.b', 'entries.show', 'c.d'] }, operations)).toEqual([
      { pointer: '/operations/0', detail: 'There is no operation a.b for personal tokens.' },
      { pointer: '/operations/2', detail: 'There is no operation c.d for personal tokens.' },
    ]))

  test('with a resource that does not exist', () =>
    expect(scopeIssues({ form: 'resources', resources: { 'a/b~c': 'read', entries: 'read' } }, operations)).toEqual([
      { pointer: '/resources/a~1b~0c', detail: 'There is no resource a/b~c for personal tokens.' },
    ]))

  test.each(['write', 'publish'] as const)('with %s for a resource that is read only', (level) =>
    expect(scopeIssues({ form: 'resources', resources: { statistics: level } }, operations)).toEqual([
      { pointer: '/resources/statistics', detail: 'statistics can only be read.' },
    ]),
  )
})
