import { refer } from '@latchkey/dialect-weegloo/refer'
import { writtenRole } from '@latchkey/dialect-weegloo/space-role/from-grants'
import { readShape } from '@latchkey/dialect-weegloo/space-role/read-shape'
import { type RoleAction, roleActions, type RoleArea, roleAreas } from '@latchkey/dialect-weegloo/space-role/shape'
import { grantsOf } from '@latchkey/dialect-weegloo/space-role/to-grants'
import type { Grant } from '@latchkey/policy/grant'
import { compile } from '@latchkey/policy/compile'
import { decide } from '@latchkey/policy/decide'
import { printGrants } from '@latchkey/policy/print'
import type { Request } from '@latchkey/policy/request'
import fc from 'fast-check'
import { expect, test } from 'vitest'

// The grants that a SpaceRole is compiled to decide as its own shape says: read here once more, by the plainest reading.

const me = 'account:me'
const space = { id: 'the-space', slug: 'shop' }

interface Thing {
  readonly type: string
  readonly mine: boolean
  readonly tags: readonly string[]
}

type Sent = Record<string, { Allow?: readonly object[]; Deny?: readonly object[] }>

const filter = (area: RoleArea) =>
  fc
    .record(
      { type: fc.constantFrom('products', 'news'), self: fc.boolean(), tag: fc.constantFrom('sale', 'caf\u00e9') },
      { requiredKeys: [] },
    )
    .map(({ type, self, tag }) => ({
      ...(type !== undefined &&
        area !== 'media' && { [area === 'content' ? 'contentType' : 'self']: refer('ContentType', type) }),
      ...(self === true && { createdBy: ':self' }),
      ...(tag !== undefined && area !== 'contentType' && { tag: refer('Tag', tag) }),
    }))
    .filter((rule) => Object.keys(rule).length > 0)
const list = (area: RoleArea) => fc.oneof(fc.constant([]), fc.array(filter(area), { minLength: 1, maxLength: 2 }))
const rules = (area: RoleArea) => fc.record({ Allow: list(area), Deny: list(area) }, { requiredKeys: [] })

/** Actions that are one right here, said alike. */
const together: Readonly<Record<RoleArea, readonly (readonly RoleAction[])[]>> = {
  content: [['Read'], ['Create'], ['Delete'], ['Publish', 'Unpublish'], ['Edit', 'Archive', 'Unarchive']],
  media: [['Read'], ['Create'], ['Delete'], ['Edit', 'Publish', 'Unpublish']],
  contentType: [['Read'], ['Create'], ['Edit'], ['Delete']],
}
const areaOf = (area: RoleArea) =>
  fc
    .tuple(
      fc.option(rules(area), { nil: null, freq: 2 }),
      ...together[area].map((actions) =>
        fc
          .option(rules(area), { nil: null })
          .map((said) => (said === null ? [] : actions.map((action) => [action, said] as const))),
      ),
    )
    .map(([all, ...said]): Sent => ({ ...(all !== null && { All: all }), ...Object.fromEntries(said.flat()) }))
const roles = fc.record({ content: areaOf('content'), media: areaOf('media'), contentType: areaOf('contentType') })
const things = fc.record({
  type: fc.constantFrom('products', 'news', 'pages'),
  mine: fc.boolean(),
  tags: fc.subarray(['sale', 'caf\u00e9', 'new']),
})

/** What the shape says of an action on a thing: some Allow fits and no Deny does. */
function says(sent: Sent, action: RoleAction, { type, mine, tags }: Thing): boolean {
  const fits = (rule: any) =>
    [rule.contentType, rule.self].every((named) => named === undefined || named.sys.id === type) &&
    (rule.createdBy === undefined || mine) &&
    (rule.tag === undefined || tags.includes(rule.tag.sys.id))
  const matches = (effect: 'Allow' | 'Deny') =>
    [sent[action]?.[effect], sent.All?.[effect]].some(
      (said) => said !== undefined && (said.length === 0 || said.some(fits)),
    )
  return matches('Allow') && !matches('Deny')
}

const areas: Readonly<Record<RoleArea, string>> = { content: 'content', media: 'media', contentType: 'schema' }
const verbs: Readonly<Record<RoleArea, Partial<Record<RoleAction, string>>>> = {
  content: {
    Read: 'content.read',
    Create: 'content.create',
    Edit: 'content.update',
    Delete: 'content.delete',
    Publish: 'content.publish',
    Unpublish: 'content.publish',
    Archive: 'content.update',
    Unarchive: 'content.update',
  },
  media: {
    Read: 'media.read',
    Create: 'media.upload',
    Edit: 'media.update',
    Delete: 'media.delete',
    Publish: 'media.update',
  },
  contentType: { Read: 'schema.read', Create: 'schema.create', Edit: 'schema.update', Delete: 'schema.delete' },
}

/** The request of ours that an action is. */
function requestFor(area: RoleArea, action: RoleAction, { type, mine, tags }: Thing): Request {
  const creator = mine ? me : 'account:other'
  const target = {
    area: areas[area],
    space,
    id: 'an-id',
    creator,
    ...(area !== 'contentType' && { tags }),
    ...(area === 'content' && {
      type,
      name: 'a-slug',
      status: action === 'Unarchive' ? ('archived' as const) : ('draft' as const),
    }),
    ...(area === 'contentType' && { type, name: type }),
    ...(area === 'media' && { name: 'file.png', category: null }),
  }
  const isState = action === 'Archive' || action === 'Unarchive'
  const writes = area === 'content' && (action === 'Create' || action === 'Edit' || isState)
  return {
    action: verbs[area][action] ?? '',
    principal: me,
    target,
    ...(writes && { touches: [{ field: isState ? 'status' : 'title', locale: 'en' }] }),
    ...(isState && { after: { status: action === 'Archive' ? ('archived' as const) : ('draft' as const) } }),
  }
}

function compiled(role: object): readonly Grant[] {
  const shape = readShape(role, new Map())
  if (!('rules' in shape)) throw new Error(JSON.stringify(shape))
  const grants = grantsOf(shape)
  expect(grants.filter((each) => 'pointer' in each)).toEqual([])
  return printGrants(grants as readonly Grant[])
}

test('grants decide as the SpaceRole says, for every action and thing', () => {
  const seen = { yes: 0, no: 0 }
  fc.assert(
    fc.property(roles, things, (role, thing) => {
      const policy = compile(compiled(role), { spaces: [space] })
      for (const area of roleAreas) {
        for (const action of roleActions) {
          if (verbs[area][action] === undefined) continue
          const expected = says(role[area], action, thing)
          expect({ area, action, allowed: decide(policy, requestFor(area, action, thing)).allowed }).toEqual({
            area,
            action,
            allowed: expected,
          })
          seen[expected ? 'yes' : 'no'] += 1
        }
      }
    }),
    { numRuns: 300 },
  )
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(300)
})

test('a SpaceRole that is read back says the same', () => {
  fc.assert(
    fc.property(roles, things, (role, thing) => {
      const { role: written, beyond } = writtenRole(compiled(role))
      expect(beyond).toEqual([])
      for (const area of roleAreas) {
        for (const action of roleActions) {
          if (verbs[area][action] === undefined) continue
          const readBack: Sent = written[area]
          expect({ area, action, says: says(readBack, action, thing) }).toEqual({
            area,
            action,
            says: says(role[area], action, thing),
          })
        }
      }
      // What is redundant goes the first time, and nothing after that.
      expect(writtenRole(compiled(written)).role).toEqual(written)
    }),
    { numRuns: 200 },
  )
})

test.each<[string, object, string]>([
  ['publishing without unpublishing', { content: { Publish: { Allow: [] } } }, '/content'],
  ['denying archiving alone', { content: { Archive: { Deny: [] }, Unarchive: { Deny: [] } } }, '/content'],
  [
    'a tag of a type',
    { contentType: { Read: { Allow: [{ tag: refer('Tag', 'x') }] } } },
    '/contentType/Read/Allow/0/tag',
  ],
  ['what is no tag', { content: { Read: { Allow: [{ tag: refer('Tag', 'sale*') }] } } }, '/content/Read/Allow/0/tag'],
  ['another creator', { content: { Read: { Allow: [{ createdBy: 'somebody' }] } } }, '/content/Read/Allow/0/createdBy'],
  [
    'a filter that is not for it',
    { media: { Read: { Allow: [{ self: refer('Media', 'x') }] } } },
    '/media/Read/Allow/0/self',
  ],
  ['a rule without filters', { content: { Read: { Allow: [{}] } } }, '/content/Read/Allow/0'],
  ['a setting that is not here', { settings: ['SETTING_WEB_HOSTING'] }, '/settings/0'],
])('%s is refused rather than widened or dropped', (_name, role, pointer) => {
  const shape = readShape(role, new Map())
  const faults = 'rules' in shape ? grantsOf(shape) : shape
  expect(faults).toContainEqual(expect.objectContaining({ pointer }))
})

test('an empty role opens nothing', () => {
  expect(compiled({ content: {}, media: {}, contentType: {}, settings: [] })).toEqual([])
})
