import { Refusing } from '@latchkey/dialect-kit/plan'
import { expect, test } from 'vitest'
import { branchScopeIn, environmentIn, expiryIn, modeIn } from './token-scope.ts'

const environment = (...environments: readonly unknown[]) => ({
  module: 'environment',
  environments,
  acl: { read: true },
})
const branch = (...branches: readonly unknown[]) => ({ module: 'branch', branches, acl: { read: true } })
const alias = (...aliases: readonly string[]) => ({
  module: 'branch_alias',
  branch_aliases: aliases,
  acl: { read: true },
})
const content = (acl: object, module = 'content_type') => ({ module, acl })

test('an environment is named, or comes back as the object that was answered', () => {
  expect(environmentIn({ scope: [environment('production')] })).toBe('production')
  expect(environmentIn({ scope: [environment({ name: 'staging', uid: 'blt1' })] })).toBe('staging')
})

test.each([
  {},
  { scope: [] },
  { scope: [environment()] },
  { scope: [environment('a', 'b')] },
  { scope: [environment('$all')] },
])('%j names no one environment', (token) => {
  expect(() => environmentIn(token)).toThrow(Refusing)
})

test('branches and aliases are lists, or all', () => {
  expect(branchScopeIn({ scope: [branch('main', 'dev')] })).toEqual({ branches: ['main', 'dev'], aliases: [] })
  expect(branchScopeIn({ scope: [branch('$all'), alias('deploy')] })).toEqual({ branches: 'all', aliases: ['deploy'] })
  expect(() => branchScopeIn({ scope: [environment('production')] })).toThrow(Refusing)
  expect(() => branchScopeIn({ scope: [{ module: 'branch', branches: 'main' }] })).toThrow(Refusing)
})

test('a management token has one mode', () => {
  expect(modeIn({ scope: [content({ read: true }), branch('main')] })).toBe('read')
  expect(modeIn({ scope: [content({ read: true, write: true }, '$all')] })).toBe('read-write')
  expect(modeIn({ scope: [content({ write: true })] })).toBe('write')
  for (const scope of [
    [],
    [content({})],
    [content({ read: true }), content({ write: true }, 'asset')],
    [content({ read: true }, 'token')],
  ])
    expect(() => modeIn({ scope })).toThrow(Refusing)
})

test('a token ends when the day begins that is named', () => {
  expect(expiryIn({ expires_on: '2027-12-10' })).toBe('2027-12-10T00:00:00.000Z')
  expect(expiryIn({ expires_on: '2027-12-10T17:30:00.000Z' })).toBe('2027-12-10T00:00:00.000Z')
  expect(expiryIn({ is_never_expires: true })).toBe(null)
  expect(expiryIn({})).toBe(null)
  for (const token of [
    { expires_on: 'soon' },
    { expires_on: 5 },
    { expires_on: '2027-13-10' },
    { expires_on: '2027-12-10', is_never_expires: true },
  ])
    expect(() => expiryIn(token)).toThrow(Refusing)
})
