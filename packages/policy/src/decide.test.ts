import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { mayEver } from './decide.ts'
import type { Collection, Request } from './request.ts'
import { allowing, denying, editor, homepage, isAllowed, logo, read } from './testing/examples.ts'
import { ids, shop, site } from './testing/generators.ts'

const [id = ''] = ids

describe('a pattern', () => {
  test.each<[string, boolean]>([
    ['content:pages:homepage', true],
    ['content:pages:home*', true],
    ['content:pages:Homepage', false],
    [`content:pages:${id}`, true],
    ['content:pages:0*', false],
    ['content:*:*', true],
    [`content:*:${id}`, true],
    [`*:${id}`, true],
    [`*${id}`, false],
    ['*page', true],
    ['*pages', true],
    ['content:*s', true],
    ['content:pag', false],
    ['content:pages:homepage:*', false],
    ['space:shop:content:pages', true],
    [`space:${shop.id}:content:pages`, true],
    ['space:site-a:content:pages', false],
    ['space:sh*:*', true],
    ['space:*:content', true],
    ['workspace:shop:*', true],
    ['schema:pages', false],
  ])('%s names the homepage: %s', (pattern, expected) => {
    expect(isAllowed([allowing('content.read', pattern)], read(homepage))).toBe(expected)
    expect(isAllowed([allowing('*', '*'), denying('content.read', pattern)], read(homepage))).toBe(!expected)
  })

  test.each<[string, boolean]>([
    ['media:logo.png', true],
    ['media:*.png', true],
    ['media:*.jpg', false],
    [`media:${logo.id}`, true],
    ['media:0*', false],
    ['media:category:Brand', true],
    ['media:category:Brand / *', false],
    ['media:category:*', true],
    ['media:category', false],
    ['m*:category:Brand', true],
    ['m*:category:Docs', false],
    ['*Brand', true],
    ['media:Brand', false],
  ])('%s names a logo in Brand: %s', (pattern, expected) => {
    expect(
      isAllowed([allowing('media.read', pattern)], { action: 'media.read', principal: editor, target: logo }),
    ).toBe(expected)
  })

  test('Brand does not cover Brand / Logos, Brand / * does', () => {
    const nested: Request = { action: 'media.read', principal: editor, target: { ...logo, category: 'Brand / Logos' } }
    expect(isAllowed([allowing('media.read', 'media:category:Brand')], nested)).toBe(false)
    expect(isAllowed([allowing('media.read', 'media:category:Brand / *')], nested)).toBe(true)
  })

  test('a thing that has no name besides its id is named by the id, wildcards included', () => {
    const token: Request = {
      action: 'tokens.revoke',
      principal: editor,
      target: { area: 'tokens', space: null, id: '7Hq2mK9xB1aZ' },
    }
    expect(isAllowed([allowing('tokens.revoke', 'tokens:7Hq2*')], token)).toBe(true)
    expect(isAllowed([allowing('tokens.revoke', 'tokens:8*')], token)).toBe(false)
  })

  test('a content type is named by its slug', () => {
    const schema: Request = {
      action: 'schema.read',
      principal: editor,
      target: { area: 'schema', space: shop, type: 'pages' },
    }
    expect(isAllowed([allowing('schema.read', 'schema:pages')], schema)).toBe(true)
    expect(isAllowed([allowing('schema.read', 'schema:posts')], schema)).toBe(false)
    expect(isAllowed([allowing('schema.read', 'content:pages')], schema)).toBe(false)
  })

  test('a prefix reaches nothing that belongs to no space, no prefix reaches it', () => {
    const dashboard: Request = {
      action: 'dashboard.read',
      principal: editor,
      target: { area: 'dashboard', space: null },
    }
    expect(isAllowed([allowing('dashboard.read', 'space:*:dashboard')], dashboard)).toBe(false)
    expect(isAllowed([allowing('dashboard.read', 'dashboard')], dashboard)).toBe(true)
    expect(isAllowed([allowing('dashboard.read', 'dashboard:main')], dashboard)).toBe(false)
  })

  test('on create the entry is named by its resulting slug, for allow and deny alike', () => {
    const { id: _unborn, ...page } = homepage
    const create: Request = {
      action: 'content.create',
      principal: editor,
      target: { ...page, name: 'news-1' },
      touches: [],
    }
    expect(isAllowed([allowing('content.create', 'content:pages:news-*')], create)).toBe(true)
    expect(isAllowed([allowing('content.create', 'content:pages:home*')], create)).toBe(false)
    expect(
      isAllowed([allowing('content.create', '*'), denying('content.create', 'content:pages:news-1')], create),
    ).toBe(false)
  })

  test('an upload is decided under category and name', () => {
    const { id: _unborn, ...file } = logo
    const upload: Request = { action: 'media.upload', principal: editor, target: file }
    expect(isAllowed([allowing('media.upload', 'media:category:Brand')], upload)).toBe(true)
    expect(isAllowed([allowing('media.upload', 'media:logo.png')], upload)).toBe(true)
    expect(isAllowed([allowing('media.upload', '*'), denying('media.upload', 'media:category:Brand')], upload)).toBe(
      false,
    )
    expect(isAllowed([allowing('media.upload', '*'), denying('media.upload', 'media:*.png')], upload)).toBe(false)
  })

  test('a space that two grants reach under different names is one space', () => {
    const inSite = { ...homepage, space: site }
    const grants = [
      allowing('content.read', 'space:site-a:*'),
      denying('content.read', `space:${site.id}:content:pages`),
    ]
    expect(isAllowed(grants, read(inSite))).toBe(false)
    expect(isAllowed(grants, read({ ...inSite, type: 'posts' }))).toBe(true)
  })

  test('without a named type a thing of content is reached by whole patterns alone', () => {
    const { type: _type, ...untyped } = homepage
    expect(isAllowed([allowing('content.read', 'content')], read(untyped))).toBe(true)
    expect(isAllowed([allowing('content.read', 'content:pages')], read(untyped))).toBe(false)
  })
})

describe('mayEver', () => {
  const pages: Collection = { area: 'content', space: shop, type: 'pages' }
  const content: Collection = { area: 'content', space: shop }

  test.each<[string, Collection, boolean]>([
    ['*', pages, true],
    ['content', pages, true],
    ['content:pages', pages, true],
    ['content:pages:home', pages, true],
    ['content:pages:home', content, true],
    ['content:posts', pages, false],
    ['content:posts', content, true],
    ['content:p*', pages, true],
    ['content:q*', pages, false],
    ['content:q*', content, true],
    ['*:home', pages, true],
    ['schema', pages, false],
    ['schema', content, false],
    ['sch*', content, false],
    ['schema:pages', { area: 'schema', space: shop }, true],
    ['space:shop:content', pages, true],
    ['space:site-a:content', pages, false],
    ['space:site-a:content:pages', pages, false],
    ['space:site-a:content:pages', content, false],
    ['space:site-a:*', pages, false],
    ['media:category:Brand', { area: 'media', space: shop }, true],
    ['content:pages:home', { area: 'media', space: shop }, false],
  ])('%s opens %j: %s', (pattern, collection, expected) => {
    expect(mayEver(compile([allowing('content.read', pattern)]), 'content.read', collection)).toBe(expected)
  })

  test('it asks for the action, and for nothing that only a deny says', () => {
    const policy = compile([allowing('content.read', '*'), denying('content.read', '*')])
    expect(mayEver(policy, 'content.read', pages)).toBe(true)
    expect(mayEver(policy, 'content.update', pages)).toBe(false)
    expect(mayEver(compile([denying('*', '*')]), 'content.read', pages)).toBe(false)
  })

  test('one of several grants for an item is enough', () => {
    const grants = ['space:shop:content:pages:home', 'space:site-a:content:pages:home'].map((pattern) =>
      allowing('content.read', pattern),
    )
    expect(mayEver(compile(grants), 'content.read', pages)).toBe(true)
  })

  test('outside the bound it is never', () => {
    const policy = compile([allowing('*', '*')], { spaces: [site] })
    expect(mayEver(policy, 'content.read', pages)).toBe(false)
    expect(mayEver(policy, 'content.read', { ...pages, space: site })).toBe(true)
    expect(mayEver(policy, 'content.read', { area: 'users', space: null })).toBe(false)
  })
})

describe('compile', () => {
  test('a pattern that names a space and nothing in it is a mistake of the program', () => {
    expect(() => compile([allowing('content.read', 'space:shop')])).toThrow('write space:shop:*')
  })
})
