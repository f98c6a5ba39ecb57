import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { evaluate, filterFor, filterText, normalize, type Filter, type FilterQuery, type Row } from './filter.ts'
import type { Grant } from './grant.ts'
import { allowing, denying } from './testing/examples.ts'
import { shop, site } from './testing/generators.ts'

const pages: FilterQuery = { collection: { area: 'content', space: shop, type: 'pages' }, principal: 'account:1' }
const content: FilterQuery = { ...pages, collection: { area: 'content', space: shop } }
const media: FilterQuery = { ...pages, collection: { area: 'media', space: shop } }

function filtered(query: FilterQuery, ...grants: readonly Grant[]): Filter {
  return filterFor(compile(grants), query.collection.area === 'media' ? 'media.read' : 'content.read', query)
}

function reading(pattern: string, conditions?: Grant['conditions']): Grant {
  return allowing('content.read media.read', pattern, conditions && { conditions })
}

const name = (value: string): Filter => ({ is: 'equal', column: 'name', value })
const nameGlob = (pattern: string): Filter => ({ is: 'glob', column: 'name', pattern })
const own: Filter = { is: 'own', principal: 'account:1' }

describe('filterFor folds what is known', () => {
  test.each<[string, Filter]>([
    ['*', { is: 'all' }],
    ['content', { is: 'all' }],
    ['content:pages', { is: 'all' }],
    ['content:p*', { is: 'all' }],
    ['content:posts', { is: 'none' }],
    ['media', { is: 'none' }],
    ['space:shop:content', { is: 'all' }],
    ['space:site-a:content', { is: 'none' }],
    ['content:pages:news-*', nameGlob('news-*')],
    ['content:*:home', { is: 'or', of: [{ is: 'equal', column: 'id', value: 'home' }, name('home')] }],
    ['content:pages:home', { is: 'or', of: [{ is: 'equal', column: 'id', value: 'home' }, name('home')] }],
    ['*home', nameGlob('*home')],
  ])('%s in pages', (pattern, expected) => {
    expect(filtered(pages, reading(pattern))).toEqual(expected)
  })

  test.each<[string, Filter]>([
    ['content', { is: 'all' }],
    ['content:pages', { is: 'equal', column: 'type', value: 'pages' }],
    ['content:p*', { is: 'glob', column: 'type', pattern: 'p*' }],
    ['content:p*:h*', { is: 'and', of: [nameGlob('h*'), { is: 'glob', column: 'type', pattern: 'p*' }] }],
    ['content:p*:h:x', { is: 'none' }],
    [
      'content:p*x',
      {
        is: 'or',
        of: [
          { is: 'and', of: [nameGlob('*x'), { is: 'glob', column: 'type', pattern: 'p*' }] },
          { is: 'glob', column: 'type', pattern: 'p*x' },
        ],
      },
    ],
  ])('%s over all types', (pattern, expected) => {
    expect(filtered(content, reading(pattern))).toEqual(expected)
  })

  test.each<[string, Filter]>([
    ['media', { is: 'all' }],
    ['media:category:Brand', { is: 'equal', column: 'category', value: 'Brand' }],
    ['media:category:*', { is: 'glob', column: 'category', pattern: '*' }],
    ['media:*.png', { is: 'or', of: [{ is: 'glob', column: 'category', pattern: '*.png' }, nameGlob('*.png')] }],
  ])('%s in media', (pattern, expected) => {
    expect(filtered(media, reading(pattern))).toEqual(expected)
  })

  test('a constant status leaves all or none', () => {
    const drafts = reading('content', { status: ['draft'] })
    expect(filtered(pages, drafts)).toEqual({ is: 'status', in: ['draft'] })
    expect(filtered({ ...pages, status: 'draft' }, drafts)).toEqual({ is: 'all' })
    expect(filtered({ ...pages, status: 'published' }, drafts)).toEqual({ is: 'none' })
  })

  test('own stays until it is known to be impossible', () => {
    expect(filtered(pages, reading('content', { own: true }))).toEqual(own)
    expect(filtered({ ...pages, own: false }, reading('content', { own: true }))).toEqual({ is: 'none' })
    expect(
      filtered(
        { ...pages, own: false },
        reading('content'),
        denying('content.read', '*', { conditions: { own: true } }),
      ),
    ).toEqual({ is: 'all' })
  })

  test('locales that an allow does not list show nothing, ones that a deny lists neither', () => {
    const english = reading('content', { locales: ['en'] })
    expect(filtered({ ...pages, locales: ['en'] }, english)).toEqual({ is: 'all' })
    expect(filtered({ ...pages, locales: ['de'] }, english)).toEqual({ is: 'none' })
    const noGerman = denying('content.read', 'content', { conditions: { locales: ['de'] } })
    expect(filtered({ ...pages, locales: ['de'] }, reading('content'), noGerman)).toEqual({ is: 'none' })
    expect(filtered({ ...pages, locales: ['en'] }, reading('content'), noGerman)).toEqual({ is: 'all' })
  })

  test('what the list cannot reach shows nothing', () => {
    const policy = compile([reading('content')], { spaces: [site] })
    expect(filterFor(policy, 'content.read', pages)).toEqual({ is: 'none' })
  })

  test('a deny of fields takes no row from a list', () => {
    const grants = [allowing('content.update', '*'), denying('content.update', '*', { fields: ['price'] })]
    expect(filterFor(compile(grants), 'content.update', pages)).toEqual({ is: 'all' })
  })

  test('a deny takes its rows away', () => {
    expect(filtered(pages, reading('content'), denying('content.read', 'content:pages:x-*'))).toEqual({
      is: 'not',
      of: nameGlob('x-*'),
    })
    expect(filtered(pages, reading('content:pages:x-1*'), denying('content.read', 'content:pages:x-*'))).toEqual({
      is: 'none',
    })
  })
})

describe('filterText is equal for equal reach', () => {
  test.each<[string, readonly Grant[], readonly Grant[]]>([
    [
      'one grant or two',
      [{ ...reading('content:pages:a'), resources: ['content:pages:a*', 'content:pages:b*'] }],
      [reading('content:pages:b*'), reading('content:pages:a*')],
    ],
    [
      'a narrower grant besides',
      [reading('content:pages:a*')],
      [reading('content:pages:a*'), reading('content:pages:ab*')],
    ],
    ['a grant with conditions besides', [reading('content')], [reading('content', { own: true }), reading('content')]],
    [
      'states in one grant or in two',
      [reading('content', { status: ['draft', 'archived'] })],
      [reading('content', { status: ['archived'] }), reading('content', { status: ['draft'] })],
    ],
    ['another spelling', [reading('content:pages')], [reading('workspace:shop:content:pages:*')]],
  ])('%s', (_name, left, right) => {
    expect(filterText(filtered(pages, ...left))).toBe(filterText(filtered(pages, ...right)))
  })

  test('and differs with the principal where own decides', () => {
    const grants = [reading('content', { own: true })]
    expect(filterText(filtered(pages, ...grants))).not.toBe(
      filterText(filtered({ ...pages, principal: 'account:2' }, ...grants)),
    )
  })
})

describe('normalize', () => {
  const draft: Filter = { is: 'status', in: ['draft'] }
  const archived: Filter = { is: 'status', in: ['archived'] }

  test.each<[Filter, Filter]>([
    [{ is: 'and', of: [] }, { is: 'all' }],
    [{ is: 'or', of: [] }, { is: 'none' }],
    [{ is: 'and', of: [{ is: 'all' }, own] }, own],
    [{ is: 'and', of: [{ is: 'none' }, own] }, { is: 'none' }],
    [{ is: 'or', of: [{ is: 'all' }, own] }, { is: 'all' }],
    [{ is: 'or', of: [{ is: 'none' }, own] }, own],
    [{ is: 'not', of: { is: 'all' } }, { is: 'none' }],
    [{ is: 'not', of: { is: 'none' } }, { is: 'all' }],
    [{ is: 'not', of: { is: 'not', of: own } }, own],
    [
      { is: 'or', of: [own, { is: 'or', of: [own, name('a')] }] },
      { is: 'or', of: [name('a'), own] },
    ],
    [{ is: 'or', of: [own, { is: 'and', of: [own, draft] }] }, own],
    [{ is: 'and', of: [own, { is: 'or', of: [own, draft] }] }, own],
    [
      { is: 'or', of: [draft, archived] },
      { is: 'status', in: ['archived', 'draft'] },
    ],
    [
      {
        is: 'or',
        of: [
          { is: 'and', of: [own, draft] },
          { is: 'and', of: [own, archived] },
        ],
      },
      { is: 'and', of: [own, { is: 'status', in: ['archived', 'draft'] }] },
    ],
    [
      {
        is: 'or',
        of: [
          { is: 'and', of: [name('a'), own] },
          { is: 'and', of: [nameGlob('a*'), own] },
        ],
      },
      { is: 'and', of: [nameGlob('a*'), own] },
    ],
    [
      { is: 'and', of: [{ is: 'or', of: [name('ab'), name('ac')] }, nameGlob('a*')] },
      { is: 'or', of: [name('ab'), name('ac')] },
    ],
    [
      { is: 'and', of: [{ is: 'or', of: [name('ab'), name('b')] }, nameGlob('a*')] },
      { is: 'and', of: [nameGlob('a*'), { is: 'or', of: [name('ab'), name('b')] }] },
    ],
    [{ is: 'and', of: [draft, { is: 'status', in: ['draft', 'archived'] }] }, draft],
    [
      {
        is: 'and',
        of: [
          { is: 'status', in: ['draft', 'protected'] },
          { is: 'status', in: ['draft', 'archived'] },
        ],
      },
      {
        is: 'and',
        of: [
          { is: 'status', in: ['archived', 'draft'] },
          { is: 'status', in: ['draft', 'protected'] },
        ],
      },
    ],
    [
      { is: 'and', of: [{ is: 'and', of: [own, name('a')] }, draft] },
      { is: 'and', of: [name('a'), own, draft] },
    ],
    [{ is: 'and', of: [own, { is: 'not', of: own }] }, { is: 'none' }],
    [{ is: 'and', of: [name('ab'), { is: 'not', of: nameGlob('a*') }] }, { is: 'none' }],
    [
      {
        is: 'or',
        of: [
          { is: 'not', of: name('ab') },
          { is: 'not', of: nameGlob('a*') },
        ],
      },
      { is: 'not', of: name('ab') },
    ],
    [{ is: 'or', of: [nameGlob('a**'), name('a')] }, nameGlob('a*')],
    [
      { is: 'or', of: [nameGlob('a*'), { is: 'equal', column: 'id', value: 'a' }] },
      { is: 'or', of: [{ is: 'equal', column: 'id', value: 'a' }, nameGlob('a*')] },
    ],
    [
      { is: 'status', in: ['published', 'draft', 'draft'] },
      { is: 'status', in: ['draft', 'published'] },
    ],
  ])('case %#', (filter, expected) => {
    expect(normalize(filter)).toEqual(expected)
  })
})

describe('evaluate', () => {
  const row: Row = { id: '1', name: 'home', type: 'pages', category: 'Brand', creator: 'account:1', status: 'draft' }

  test('a leaf about what a row has not is false, and its negation true', () => {
    const bare: Row = { id: '1', name: 'home', category: null }
    const leaves: readonly Filter[] = [
      { is: 'equal', column: 'category', value: 'Brand' },
      { is: 'glob', column: 'category', pattern: '*' },
      { is: 'glob', column: 'type', pattern: '*' },
      { is: 'status', in: ['draft'] },
      own,
    ]
    for (const leaf of leaves) {
      expect(evaluate(leaf, bare)).toBe(false)
      expect(evaluate({ is: 'not', of: leaf }, bare)).toBe(true)
    }
  })

  test.each<[Filter, boolean]>([
    [{ is: 'all' }, true],
    [{ is: 'none' }, false],
    [{ is: 'and', of: [own, name('home')] }, true],
    [{ is: 'and', of: [own, name('other')] }, false],
    [{ is: 'or', of: [name('other'), own] }, true],
    [{ is: 'or', of: [name('other'), { is: 'none' }] }, false],
    [nameGlob('H*'), false],
    [nameGlob('h*'), true],
    [{ is: 'equal', column: 'id', value: '1' }, true],
    [{ is: 'glob', column: 'category', pattern: 'B*' }, true],
    [{ is: 'status', in: ['published', 'draft'] }, true],
    [{ is: 'status', in: ['published'] }, false],
    [{ is: 'own', principal: 'account:2' }, false],
  ])('case %#', (filter, expected) => {
    expect(evaluate(filter, row)).toBe(expected)
  })
})
