import { describe, expect, test } from 'vitest'
import { grantsMax, itemsMax, parseGrants, type Issue } from './parse.ts'
import { shop, site } from './testing/generators.ts'
import { vocabulary } from './testing/vocabulary.ts'

const plain = { effect: 'allow', actions: ['content.read'], resources: ['content:pages'] }
const writing = { effect: 'allow', actions: ['content.update'], resources: ['content:pages'] }

function issuesOf(input: unknown, spaces?: readonly (typeof shop)[]): readonly Issue[] {
  const parsed = parseGrants(input, vocabulary, spaces)
  return parsed.ok ? [] : parsed.issues
}

/** `/0/effect` and its like, for one grant that differs from the plain one. */
function pointersOf(change: object, base: object = plain): readonly string[] {
  return issuesOf([{ ...base, ...change }]).map(({ pointer }) => pointer)
}

function detailOf(change: object, base: object = plain): string | undefined {
  const [issue, ...others] = issuesOf([{ ...base, ...change }])
  expect(others).toEqual([])
  return issue?.detail
}

describe('parseGrants accepts', () => {
  test('an empty list, which opens nothing', () => {
    expect(parseGrants([], vocabulary)).toEqual({ ok: true, grants: [] })
  })

  test('a grant with everything, and gives it back as written', () => {
    const full = {
      effect: 'allow',
      actions: ['content.read', 'content.update'],
      resources: ['content:pages:homepage', 'workspace:site-a:media:*'],
      fields: ['hero_title', 'hero_image'],
      conditions: { own: true, status: ['draft', 'protected'], locales: ['en', 'de'], tags: ['press'] },
    }
    expect(parseGrants([full], vocabulary)).toEqual({ ok: true, grants: [full] })
  })

  test.each([
    '*',
    'c*',
    '*:home',
    'content',
    'content:*',
    'content:pages',
    'content:*:home',
    'media:category:Brand / *',
    'media:category',
    'dashboard',
    'dashboard:*',
    'tokens:7Hq2mK9xB1aZ',
    'space:shop:*',
    'space:*:content:pages',
    'workspace:shop:media:*',
    'space:s*:content',
  ])('the pattern %s', (pattern) => {
    expect(issuesOf([{ ...plain, resources: [pattern] }])).toEqual([])
  })

  test('conditions without a key as none', () => {
    expect(parseGrants([{ ...plain, conditions: {} }], vocabulary)).toEqual({
      ok: true,
      grants: [{ ...plain, conditions: {} }],
    })
  })

  test('a deny with fields that names creates and updates alone', () => {
    expect(pointersOf({ effect: 'deny', actions: ['content.update', 'content.create'], fields: ['price'] })).toEqual([])
  })

  test('an allow with fields that also names other actions', () => {
    expect(pointersOf({ actions: ['content.read', 'content.create'], fields: ['price'] })).toEqual([])
    expect(pointersOf({ actions: ['*'], fields: ['price'] })).toEqual([])
  })

  test('a condition that one of the actions can carry', () => {
    expect(
      pointersOf({
        actions: ['content.read', 'schema.read'],
        conditions: { own: true, status: ['draft'], locales: ['en'], tags: ['press'] },
      }),
    ).toEqual([])
    expect(pointersOf({ actions: ['*'], conditions: { locales: ['en'] } })).toEqual([])
  })

  test('what stands exactly at the limits', () => {
    const wide = 'content:' + 'a'.repeat(232) + '*'.repeat(16)
    expect(wide).toHaveLength(256)
    expect(issuesOf([{ ...plain, resources: Array.from({ length: itemsMax }, () => wide) }])).toEqual([])
    expect(issuesOf(Array.from({ length: grantsMax }, () => plain))).toEqual([])
  })
})

describe('parseGrants refuses, with a pointer to it', () => {
  test.each<[unknown, string]>([
    [null, 'Grants are a list.'],
    [{}, 'Grants are a list.'],
    ['allow', 'Grants are a list.'],
    [Array.from({ length: 201 }, () => plain), 'A list holds at most 200 grants; this one holds 201.'],
  ])('as a list: case %#', (input, detail) => {
    expect(issuesOf(input)).toEqual([{ pointer: '', detail }])
  })

  test.each([null, 'allow', 7, [[]]])('%j as a grant', (grant) => {
    expect(issuesOf([plain, grant])).toEqual([
      { pointer: '/1', detail: 'A grant is an object with effect, actions and resources.' },
    ])
  })

  test('every missing key', () => {
    expect(issuesOf([{}])).toEqual([
      { pointer: '/0/effect', detail: 'effect is required: allow or deny.' },
      { pointer: '/0/actions', detail: 'actions are required: a list of one or more.' },
      { pointer: '/0/resources', detail: 'resources are required: a list of one or more.' },
    ])
  })

  test('all issues of all grants, not the first alone', () => {
    const pointers = issuesOf([
      { ...plain, effect: 'Deny', resources: ['content:pages', 'nonsense:x'] },
      { ...plain, conditions: { own: 'true', status: ['drafted'], locales: [] } },
    ]).map(({ pointer }) => pointer)
    expect(pointers).toEqual([
      '/0/effect',
      '/0/resources/1',
      '/1/conditions/own',
      '/1/conditions/status/0',
      '/1/conditions/locales',
    ])
  })

  test.each(['Deny', 'ALLOW', '', true, null, ['allow']])('effect %j', (effect) => {
    expect(issuesOf([{ ...plain, effect }])).toEqual([
      { pointer: '/0/effect', detail: 'effect is exactly allow or deny.' },
    ])
  })

  test('unknown keys, escaped as RFC 6901 says', () => {
    expect(pointersOf({ Fields: ['a'], 'a/b~c': 1 })).toEqual(['/0/Fields', '/0/a~1b~0c'])
    expect(pointersOf({ conditions: { owner: true } })).toEqual(['/0/conditions/owner'])
    expect(detailOf({ condition: {} })).toBe(
      'There is no key "condition" here; known are effect, actions, resources, fields, conditions.',
    )
    expect(detailOf({ conditions: { owner: true } })).toBe(
      'There is no key "owner" here; known are own, status, locales, tags.',
    )
    expect(pointersOf(JSON.parse('{"__proto__":{"effect":"allow"}}') as object)).toEqual(['/0/__proto__'])
  })

  test.each(['content.raed', 'content.*', 'Content.read', ''])('the unknown action %j', (action) => {
    expect(issuesOf([{ ...plain, actions: ['content.read', action], conditions: { own: true } }])).toEqual([
      { pointer: '/0/actions/1', detail: `There is no action ${JSON.stringify(action)}.` },
    ])
  })

  test('an unknown action alone, without guessing what it could carry', () => {
    const grant = { ...plain, actions: ['content.raed', 'schema.read'], fields: ['title'], conditions: { own: true } }
    expect(issuesOf([grant]).map(({ pointer }) => pointer)).toEqual(['/0/actions/0'])
  })

  test('a long unknown name, repeating only its beginning', () => {
    expect(detailOf({ actions: ['x'.repeat(61)] })).toBe(`There is no action "${'x'.repeat(60)}…".`)
    expect(detailOf({ actions: ['x'.repeat(60)] })).toBe(`There is no action "${'x'.repeat(60)}".`)
  })

  test.each(['actions', 'resources', 'fields'])('%s that are empty, too many or no list', (key) => {
    expect(detailOf({ [key]: [] }, writing)).toBe(`${key} are a list of one or more.`)
    expect(detailOf({ [key]: 'content.read' }, writing)).toBe(`${key} are a list of one or more.`)
    expect(detailOf({ [key]: Array.from({ length: 101 }, () => 'content.update') }, writing)).toBe(
      `${key} hold at most 100 items; these hold 101.`,
    )
    expect(pointersOf({ [key]: [7] }, writing)).toEqual([`/0/${key}/0`])
    expect(detailOf({ [key]: [null] }, writing)).toBe('This is not a text.')
  })

  test.each([
    [undefined, 'fields are required: a list of one or more.'],
    [null, 'fields are a list of one or more.'],
  ])('fields that are said to be %s', (fields, detail) => {
    expect(detailOf({ fields }, writing)).toBe(detail)
  })

  test.each([
    ['*', 'A name is written out: no wildcards, no control characters.'],
    ['hero_*', 'A name is written out: no wildcards, no control characters.'],
    ['a\u0000', 'A name is written out: no wildcards, no control characters.'],
    ['', 'A name is not empty.'],
  ])('the field or locale %j', (name, detail) => {
    expect(detailOf({ fields: [name] }, writing)).toBe(detail)
    expect(detailOf({ conditions: { locales: [name] } })).toBe(detail)
  })

  test('fields in a deny that names other actions', () => {
    const detail =
      'A deny with fields names content.create and content.update alone; put other actions in a deny of their own.'
    expect(
      issuesOf([{ ...plain, effect: 'deny', actions: ['content.update', 'content.read'], fields: ['price'] }]),
    ).toEqual([{ pointer: '/0/fields', detail }])
    expect(pointersOf({ effect: 'deny', actions: ['*'], fields: ['price'] })).toEqual(['/0/fields'])
  })

  test('fields in an allow that neither creates nor updates, for they would limit nothing', () => {
    const detail =
      'fields limit content.create and content.update, and this grant names neither; reads show every field.'
    expect(issuesOf([{ ...plain, fields: ['price'] }])).toEqual([{ pointer: '/0/fields', detail }])
  })

  test.each(['true', false, 1, null])('own: %j', (own) => {
    expect(issuesOf([{ ...plain, conditions: { own } }])).toEqual([
      { pointer: '/0/conditions/own', detail: 'own can only be true; leave it out for anything.' },
    ])
  })

  test('a status that is none of the four', () => {
    expect(detailOf({ conditions: { status: ['draft', 'Published'] } })).toBe(
      'A status is one of draft, published, protected, archived.',
    )
  })

  test.each([null, [], 'own', true])('conditions: %j', (conditions) => {
    expect(issuesOf([{ ...plain, conditions }])).toEqual([
      { pointer: '/0/conditions', detail: 'conditions are an object with own, status, locales or tags.' },
    ])
  })

  test('a condition that no listed action can carry', () => {
    const schema = { ...plain, actions: ['schema.read'], resources: ['schema'] }
    expect(issuesOf([{ ...schema, conditions: { own: true, status: ['draft'], locales: ['en'] } }])).toEqual([
      { pointer: '/0/conditions/own', detail: 'None of the listed actions can carry own.' },
      { pointer: '/0/conditions/status', detail: 'None of the listed actions can carry status.' },
      { pointer: '/0/conditions/locales', detail: 'None of the listed actions can carry locales.' },
    ])
    const media = { ...plain, actions: ['media.read'], resources: ['media'] }
    expect(pointersOf({ conditions: { own: true, status: ['draft'] } }, media)).toEqual(['/0/conditions/status'])
  })

  test.each([
    ['a'.repeat(257), 'A pattern has at most 256 characters; this one has 257.'],
    [`content:${'*a'.repeat(17)}`, 'A pattern has at most 16 wildcards; this one has 17.'],
    ['content:a\nb', 'A pattern has no control characters.'],
    ['', 'A pattern has text between its colons and at both ends; write * for all.'],
    ['content::home', 'A pattern has text between its colons and at both ends; write * for all.'],
    ['content:', 'A pattern has text between its colons and at both ends; write * for all.'],
    ['space::content', 'A pattern has text between its colons and at both ends; write * for all.'],
    ['space:shop', 'This names a space and nothing in it; write space:shop:* for all of the space.'],
    ['space:shop:c*', 'Behind a space prefix the area is written out, unless all that follows is *.'],
    ['space:shop:*:home', 'Behind a space prefix the area is written out, unless all that follows is *.'],
    ['contents:pages', 'This names no area that any action is about.'],
    ['Content:pages', 'This names no area that any action is about.'],
    ['x*', 'This names no area that any action is about.'],
    ['space:shop:pages', 'This names no area that any action is about.'],
    ['content.pages', 'This names no area that any action is about.'],
    ['media:space:shop:x*', null],
  ])('the pattern %j', (pattern, detail) => {
    expect(issuesOf([{ ...plain, resources: [pattern] }])).toEqual(
      detail === null ? [] : [{ pointer: '/0/resources/0', detail }],
    )
  })

  test('a prefix that names another space than the list can reach', () => {
    const detail = 'This names another space than the grants can reach.'
    const within = (pattern: string): readonly Issue[] => issuesOf([{ ...plain, resources: [pattern] }], [shop])
    expect(issuesOf([{ ...plain, resources: ['space:site-a:content'] }], [shop, site])).toEqual([])
    expect(within('space:site-a:content')).toEqual([{ pointer: '/0/resources/0', detail }])
    for (const pattern of ['content', 'space:shop:content', `space:${shop.id}:content`, 'space:*:content'])
      expect(within(pattern)).toEqual([])
  })
})
