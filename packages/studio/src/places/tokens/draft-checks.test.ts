import { expect, test } from 'vitest'
import '../../words/late.ts'
import { emptyRow } from '../../pieces/grants/grant-row.ts'
import { type Draft, newDraft } from './draft.ts'
import { missingIn, warningsIn } from './draft-checks.ts'

const today = new Date(2026, 10, 27)
const draft = (part: Partial<Draft>): Draft => ({ ...newDraft(part.kind ?? null, today), name: 'Key', ...part })
const now = today.getTime()

test.each<[string, Partial<Draft>]>([
  ['name', { kind: 'delivery', name: '  ' }],
  ['role', { kind: 'delivery', opens: 'role' }],
  ['grants', { kind: 'preview', opens: 'grants' }],
  ['grants', { kind: 'api', grants: [emptyRow] }],
  ['releases', { kind: 'release' }],
  ['scope', { kind: 'personal', scope: 'custom' }],
  ['scope', { kind: 'personal', scope: 'resources' }],
  ['spaces', { kind: 'personal', spaces: 'chosen' }],
  ['lastDay', { kind: 'management', lastDay: '2026-11-26' }],
  ['lastDay', { kind: 'management', lastDay: '' }],
])('%s is missing', (part, chosen) => {
  expect(Object.keys(missingIn(draft(chosen), now))).toEqual([part])
})

test('nothing is missing of choices that the kind does not carry, or that full permission excludes', () => {
  expect(missingIn(draft({ kind: 'management', opens: 'role' }), now)).toEqual({})
  expect(missingIn(draft({ kind: 'personal', full: true, scope: 'custom', spaces: 'chosen' }), now)).toEqual({})
})

const call = (id: string, access: 'read' | 'write' | 'publish') => ({
  id,
  access,
  tags: [],
  resource: id.split('.')[0] ?? '',
  action: 'content.read',
})
const operations = [call('entries.list', 'read'), call('entries.delete', 'write'), call('entries.publish', 'publish')]
const allow = { ...emptyRow, actions: ['content.publish'], resources: ['content'] }

test.each<[string, Partial<Draft>, readonly string[]]>([
  [
    'a key for everything published',
    { kind: 'delivery' },
    ['It opens everything of its kind, also what is added later.'],
  ],
  ['one bound to a role', { kind: 'delivery', opens: 'role' }, []],
  ['drafts', { kind: 'preview' }, ['It reads drafts.']],
  ['publishing and deleting', { kind: 'management', mode: 'write' }, ['It can publish.', 'It can delete.']],
  ['a grant that publishes', { kind: 'api', grants: [allow] }, ['It can publish.']],
  [
    'denies alone',
    { kind: 'api', grants: [{ ...allow, effect: 'deny' }] },
    ['No grant allows anything: it opens nothing.'],
  ],
  ['a scope of one call', { kind: 'personal', scope: 'custom', operations: ['entries.list'] }, []],
  ['no end', { kind: 'personal', scope: 'read', expires: false }, ['It never ends by itself.']],
])('a second look: %s', (_, chosen, warnings) => {
  expect(warningsIn(draft(chosen), operations)).toEqual(warnings)
})
