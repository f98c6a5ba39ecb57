import { expect, test } from 'vitest'
import type { User } from '../../api/answers.ts'
import { shownAccounts } from './shown-accounts.ts'

const user = (name: string, email: string, rest: Partial<User> = {}): User => ({
  id: email,
  serial: 1,
  email,
  name,
  state: 'active',
  installation_administrator: false,
  created_at: '2026-11-01T00:00:00.000Z',
  ...rest,
})
const grace = user('Grace', 'hopper@example.com', { installation_administrator: true })
const ada = user('Ada', 'ada@example.com')
const bob = user('Bob', 'bob@example.com', { state: 'suspended' })
const all = [grace, bob, ada]

test('accounts are told by name', () => {
  expect(shownAccounts(all, 'all', '')).toEqual([ada, bob, grace])
})

test('a part of a name or of an address finds them, however it is written', () => {
  expect(shownAccounts(all, 'all', ' HOPPER ')).toEqual([grace])
  expect(shownAccounts(all, 'all', 'bo')).toEqual([bob])
})

test('they are narrowed to who is suspended, who is not, and who administers', () => {
  expect(shownAccounts(all, 'suspended', '')).toEqual([bob])
  expect(shownAccounts(all, 'active', '')).toEqual([ada, grace])
  expect(shownAccounts(all, 'administrators', 'ada')).toEqual([])
})
