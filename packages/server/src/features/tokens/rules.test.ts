import { operations } from '@latchkey/contract/operations'
import type { Grant } from '@latchkey/policy/grant'
import { expect, test } from 'vitest'
import { callOutsideScope, ceilingOf, faultOfRole, faultsOfChange, makersInWords, standingsOf } from './rules.ts'

function allow(...actions: string[]): Grant {
  return { effect: 'allow', actions, resources: ['*'] }
}

test('an account stands in a space as its owner, by its roles, and as who administers the installation', () => {
  const nobody = { owner: false, installationAdministrator: false, roles: [] }
  expect(standingsOf(nobody)).toEqual([])
  expect(standingsOf({ ...nobody, owner: true, roles: ['developer', null] })).toEqual([
    'owner',
    'developer',
    'custom-role',
  ])
  expect(standingsOf({ ...nobody, installationAdministrator: true })).toEqual([
    'administrator',
    'installation-administrator',
  ])
})

test('the Administrator role is bound by no kind, every other by any that carries one', () => {
  expect(faultOfRole('delivery', { builtin: 'administrator' })).toMatch(/narrower/)
  expect(faultOfRole('delivery', { builtin: 'viewer' })).toBe(null)
  expect(faultOfRole('preview', { builtin: null })).toBe(null)
})

test('what a kind does not let be edited is pointed at', () => {
  expect(faultsOfChange('management', { name: 'M', grants: [] }).map(({ pointer }) => pointer)).toEqual(['/grants'])
  expect(faultsOfChange('session', { name: 'S' }).map(({ pointer }) => pointer)).toEqual(['/name'])
  expect(faultsOfChange('api', { name: 'A', description: '', grants: [] })).toEqual([])
})

test('makers are named once each', () => {
  expect(makersInWords('management')).toBe('owner or administrator')
})

test('the ceiling of a management token shrinks to the calls of its mode', () => {
  const actionsOf = (mode: 'read' | 'read-write') =>
    ceilingOf('management', mode, operations)?.flatMap(({ actions }) => actions) ?? []
  expect(actionsOf('read')).toContain('content.read')
  expect(actionsOf('read')).not.toContain('content.update')
  expect(actionsOf('read-write')).toContain('content.update')
})

test('a token that is made by another makes no call that the scope of that one lacks', () => {
  const entries = { form: 'resources', resources: { entries: 'read' } } as const
  const api = (...lists: Grant[][]) => callOutsideScope(entries, { kind: 'api', mode: null, lists }, operations)
  expect(api([])).toBe(null)
  expect(api([allow('content.publish')])).toMatch(/^entries\./)
  expect(api([allow('content.publish')], [allow('media.read')])).toBe(null)
})

test('a token that follows the catalogue is made by one that does so alone', () => {
  const everyCall = operations.map(({ id }) => id)
  const child = { kind: 'api', mode: null, lists: [[allow('*')]] } as const
  expect(callOutsideScope({ form: 'custom', operations: everyCall }, child, operations)).toBe('what is added later')
  expect(callOutsideScope({ form: 'all' }, child, operations)).toBe(null)
})
