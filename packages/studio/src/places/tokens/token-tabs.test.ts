import { expect, test } from 'vitest'
import type { Token } from '../../api/answers.ts'
import { dayMs } from '../../pieces/moments.ts'
import { expiryTone, isForgotten, pastedId, search, type Tab, tabNames, tabs } from './token-tabs.ts'

const now = Date.UTC(2026, 10, 27)
const days = (count: number) => new Date(now + count * dayMs).toISOString()

const token = (part: Partial<Token>): Token => ({
  id: '7Hq2mK9xB1aZ',
  serial: 1,
  kind: 'management',
  name: 'Import',
  description: 'every night',
  masked: 'lk_mgt_7Hq2mK9xB1aZ_••••',
  state: 'active',
  space: null,
  environment: null,
  role: null,
  grants: null,
  scope: null,
  rate_limit: null,
  allowed_networks: null,
  allowed_origins: null,
  cache_ttl: null,
  mode: 'read',
  spaces: null,
  branches: null,
  aliases: null,
  releases: null,
  reach: [],
  created_by: 'account:x',
  created_at: days(-60),
  updated_at: days(-60),
  expires_at: days(200),
  last_used_at: days(-1),
  secret_version: 1,
  previous_secret_until: null,
  retired_secret_used_at: null,
  version: 1,
  ...part,
})

test.each<[string, Partial<Token>, readonly Tab[]]>([
  ['in use', {}, []],
  ['ending soon', { expires_at: days(20) }, ['expiring']],
  ['never used since it was made', { last_used_at: null }, ['unused']],
  ['made yesterday and not used yet', { last_used_at: null, created_at: days(-1) }, []],
  ['in public pages, for good', { kind: 'delivery', expires_at: null }, ['public', 'unlimited']],
  ['paused', { state: 'inactive' }, ['inactive']],
  ['revoked', { state: 'revoked', expires_at: null, last_used_at: null }, ['ended']],
  ['expired', { state: 'expired', expires_at: days(-1) }, ['ended']],
])('a token %s is found where one looks for it', (_, part, expected) => {
  const found = tabNames.filter((name) => tabs[name](token(part), now))
  expect(found).toEqual(['all', ...expected])
})

test('an end is urgent under 14 days, and more so under 3', () => {
  expect([20, 13, 2].map((count) => expiryTone(token({ expires_at: days(count) }), now))).toEqual([
    undefined,
    'warning',
    'danger',
  ])
  expect(expiryTone(token({ state: 'expired', expires_at: days(-1) }), now)).toBeUndefined()
})

test('a token that nobody has used for a week is forgotten', () => {
  expect(isForgotten(token({ last_used_at: null, created_at: days(-8) }), now)).toBe(true)
  expect(isForgotten(token({ last_used_at: null, created_at: days(-6) }), now)).toBe(false)
})

test('a search finds names, notes and ids, and by a whole text the one token that it is', () => {
  const other = token({ id: 'AAAAAAAAAAAA', name: 'Site', description: '', masked: 'lk_dlv_AAAAAAAAAAAA_••••' })
  const all = [token({}), other]
  expect(search(all, 'NIGHT')).toEqual([all[0]])
  expect(search(all, 'AAAA')).toEqual([other])
  expect(search(all, 'nothing')).toEqual([])
  expect(pastedId('nothing')).toBeNull()
})
