import { describe, expect, test } from 'vitest'
import { kinds } from '@latchkey/tokens/kinds'
import type { Grant } from '@latchkey/policy/grant'
import type { Member, Role } from '../../api/answers.ts'
import { grantBeyond, holdsAction, makesKind, ownRights } from './own-rights.ts'

const space = { id: '018f', slug: 'shop', owner: 'ada' }
const allow = (actions: readonly string[], resource: string): Grant => ({
  effect: 'allow',
  actions,
  resources: [resource],
})
const role = (id: string, name: string, builtin: boolean, grants: Role['grants']): Role => ({
  id,
  name,
  builtin,
  grants,
  version: 1,
})
const roles = [
  role('dev', 'Developer', true, [allow(['tokens.create'], 'tokens'), allow(['content.read'], 'content')]),
  role('shirts', 'Shirts', false, [allow(['content.read'], 'content:shirts')]),
]
const member = (account: string, ...own: readonly string[]): Member => ({
  account,
  email: '',
  name: account,
  owner: false,
  roles: own.map((id) => ({ id, name: id })),
})
const members = [member('dan', 'dev'), member('sue', 'shirts')]
const rightsOf = (id: string) => {
  const rights = ownRights(space, { id, installation_administrator: false }, members, roles, false)
  if (rights === null) throw new Error(`${id} is nobody here.`)
  return rights
}

describe('what somebody may hand on is known beforehand', () => {
  test('the owner of a space may make every kind, and opens everything', () => {
    const ada = rightsOf('ada')
    expect((['delivery', 'management', 'api', 'personal'] as const).map((kind) => makesKind(ada, kind))).toEqual(
      Array(4).fill('yes'),
    )
    expect(grantBeyond(ada, [allow(['*'], '*')])).toBeNull()
  })

  test('a Developer makes no management tokens, for want of standing', () => {
    expect([makesKind(rightsOf('dan'), 'delivery'), makesKind(rightsOf('dan'), 'management')]).toEqual([
      'yes',
      'standing',
    ])
  })

  test('a role without tokens.create makes none, for want of the action', () => {
    expect(makesKind(rightsOf('sue'), 'delivery')).toBe('action')
    expect(makesKind(rightsOf('sue'), 'personal')).toBe('yes')
  })

  test('a grant beyond the own rights is named, also under the ceiling of a kind', () => {
    const hats = allow(['content.read'], 'content:hats')
    expect(grantBeyond(rightsOf('sue'), [allow(['content.read'], 'content:shirts'), hats])).toEqual(hats)
    const { ceiling } = kinds.delivery
    expect(grantBeyond(rightsOf('sue'), ceiling ?? [], ceiling)).not.toBeNull()
  })

  test('an action is held by who may perform it on anything', () => {
    expect(['content.read', 'content.delete'].map((action) => holdsAction(rightsOf('sue'), action))).toEqual([
      true,
      false,
    ])
  })

  test('of somebody who is no member nothing is known', () => {
    expect(ownRights(space, { id: 'eve', installation_administrator: false }, members, roles, false)).toBeNull()
  })
})
