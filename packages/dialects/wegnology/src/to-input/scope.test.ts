import { Refusing } from '@latchkey/dialect-kit/plan'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scopesOf } from '../from-result/scope.ts'
import { scopeRows } from '../scopes/rows.ts'
import { readScope } from './scope.ts'

const refused = (scopes: unknown) => {
  try {
    return readScope(scopes, 'scope')
  } catch (error) {
    if (error instanceof Refusing) return error.refused.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`)
    throw error
  }
}

describe('a list of scopes', () => {
  test('is one preset, which follows the catalogue as ours does', () => {
    expect(readScope(['all.User'], 'scope')).toEqual({ form: 'all' })
    expect(readScope(['all.User.read'], 'scope')).toEqual({ form: 'read' })
    expect(readScope(['all.User.cli'], 'scope')).toEqual({ form: 'cli' })
  })

  test('of single ones is frozen: a whole resource is what it has today', () => {
    const frozen = { form: 'custom', operations: ['account-tokens.create', 'account-tokens.list'] }
    expect(readScope(['userApiTokens.post', 'userApiTokens.get'], 'scope')).toEqual(frozen)
    expect(readScope(['userApiTokens.*'], 'scope')).toEqual(frozen)
    expect(scopesOf(readScope(['userApiTokens.*'], 'scope'))).toEqual(['userApiTokens.get', 'userApiTokens.post'])
  })

  test('of one item says nothing about the collection, nor the other way round', () => {
    expect(scopesOf(readScope(['userApiToken.*'], 'scope'))).toEqual([
      'userApiToken.get',
      'userApiToken.patch',
      'userApiToken.delete',
    ])
  })

  test('may name operations of ours', () => {
    const scope = readScope(['entries.list', 'me.get'], 'scope')
    expect(scope).toEqual({ form: 'custom', operations: ['account.show', 'entries.list'] })
    expect(scopesOf(scope)).toEqual(['me.get', 'entries.list'])
  })

  test('that is left out, empty or none is refused', () => {
    expect(refused(undefined)).toEqual([expect.stringContaining('/scope This is required')])
    for (const none of [[], 'all.User', [1], null, {}])
      expect(refused(none)).toEqual(['/scope Write a list of scopes.'])
  })

  test('is refused for all that is wrong with it, by name', () => {
    expect(refused(['me.get', 'devices.get', 'nonsense', 'all.Application', 'session.logout'])).toEqual([
      '/scope.1 devices.get is not supported: there is nothing of that sort here, or no token may do it.',
      '/scope.2 There is no scope nonsense.',
      expect.stringContaining('/scope.3 all.Application is not supported for the token of a user'),
      '/scope.4 There is no scope session.logout.',
    ])
    expect(refused(['all.User', 'me.get'])).toEqual([expect.stringContaining('/scope all.User stands alone')])
    expect(refused(['me.get', 'me.get'])).toEqual(['/scope A scope is given more than once.'])
    expect(refused(['me.patch'])).toEqual([expect.stringContaining('/scope.0 me.patch is not supported')])
    expect(refused(['experience.*'])).toEqual([expect.stringContaining('/scope.0 experience.* is not supported')])
  })

  test('of the vendor’s is shown as it was written', () => {
    fc.assert(
      fc.property(
        fc.subarray(
          scopeRows.map(({ scope }) => scope),
          { minLength: 1 },
        ),
        (scopes) => {
          expect(scopesOf(readScope(scopes, 'scope')).toSorted()).toEqual(scopes.toSorted())
        },
      ),
    )
  })
})

test('what no scope of the vendor says is said in our words', () => {
  expect(scopesOf({ form: 'resources', resources: { entries: 'publish' } })).toEqual(['entries.publish'])
  expect(scopesOf({ form: 'custom', operations: ['account-tokens.update'] })).toEqual(['account-tokens.update'])
  expect(scopesOf(null)).toEqual([])
})
