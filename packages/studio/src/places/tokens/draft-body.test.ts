import { expect, test } from 'vitest'
import { emptyRow } from '../../pieces/grants/grant-row.ts'
import { type Draft, newDraft } from './draft.ts'
import { personalTokenBody, spaceTokenBody } from './draft-body.ts'

const today = new Date(2026, 10, 27)
const grants = [{ ...emptyRow, actions: ['content.read'], resources: ['content:pages'] }]

/** Everything chosen that any kind could carry. */
const full: Draft = {
  ...newDraft(null, today),
  name: ' Key ',
  description: '',
  opens: 'role',
  role: 'role-id',
  grants,
  mode: 'write',
  branches: ['spring'],
  releases: ['release-id'],
  furtherSpaces: ['blog'],
  scope: 'custom',
  operations: ['entries.list'],
  spaces: 'chosen',
  chosenSpaces: ['shop'],
}

test.each([
  ['delivery', { environment: 'production', role: 'role-id', branches: ['spring'], aliases: [] }],
  ['preview', { environment: 'production', role: 'role-id', branches: ['spring'], aliases: [] }],
  ['asset', { role: 'role-id', branches: ['spring'], aliases: [] }],
  ['release', { role: 'role-id', releases: ['release-id'], branches: ['spring'], aliases: [] }],
  ['management', { mode: 'write', branches: ['spring'], aliases: [] }],
  [
    'api',
    {
      grants: [{ effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }],
      spaces: ['shop', 'blog'],
    },
  ],
] as const)('for a token of the kind %s, what its kind carries is sent and nothing else', (kind, carried) => {
  expect(spaceTokenBody(full, kind, 'shop')).toEqual({ kind, name: 'Key', ...carried })
})

test('without a choice, no role, grants, branches or end are said', () => {
  const draft = { ...newDraft('delivery', today), name: 'Site' }
  expect(spaceTokenBody(draft, 'delivery', 'shop')).toEqual({
    kind: 'delivery',
    name: 'Site',
    environment: 'production',
  })
})

test('a last day ends with it, where the person is', () => {
  const draft = { ...full, expires: true, lastDay: '2027-01-31' }
  const end = new Date(2027, 0, 31, 23, 59, 59, 999).toISOString()
  expect(spaceTokenBody(draft, 'management', 'shop').expires_at).toBe(end)
})

test('a personal token says its scope and spaces; full user permission stands for the widest of both', () => {
  const scope = { form: 'custom', operations: ['entries.list'] }
  expect(personalTokenBody(full)).toEqual({ name: 'Key', scope, spaces: ['shop'] })
  expect(personalTokenBody({ ...full, full: true })).toEqual({ name: 'Key', scope: { form: 'all' }, spaces: 'all' })
})

test('a key for public pages does not end by itself, every other one does in a year', () => {
  expect(newDraft('delivery', today).expires).toBe(false)
  expect(newDraft('management', today)).toMatchObject({ expires: true, lastDay: '2027-11-27' })
})
