import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { covers, type Coverage } from './covers.ts'
import { decide } from './decide.ts'
import type { Conditions, Grant } from './grant.ts'
import type { SpaceName } from './request.ts'
import { allowing, denying } from './testing/examples.ts'
import * as any from './testing/generators.ts'
import { runs } from './testing/runs.ts'

const uncovered: Coverage = { covered: false, offending: 0 }
const covered: Coverage = { covered: true }
const all = allowing('*', '*')

function compare(maker: readonly Grant[], child: readonly Grant[], ceiling?: readonly Grant[]): Coverage {
  return covers(compile(maker), compile(child), ceiling && compile(ceiling))
}

function compareOne(maker: Grant | readonly Grant[], child: Grant): boolean {
  return compare('effect' in maker ? [maker] : maker, [child]).covered
}

/** A maker, and a child that was made from a part of its grants, some of them narrowed. */
const kin = any.pair.chain(({ grants, request }) => {
  const allows = grants.filter(({ effect }) => effect === 'allow')
  const narrowed = allows.map((grant) => ({ ...grant, conditions: { ...grant.conditions, own: true as const } }))
  return fc.record({
    request: fc.constant(request),
    maker: fc.constantFrom(grants, allows, [...allows, all]),
    child: fc
      .tuple(fc.subarray([...grants, ...narrowed]), fc.oneof(fc.constant([]), any.aimedGrants(request)))
      .map((lists) => lists.flat()),
    makerSpaces: any.bound,
    childSpaces: any.bound,
    ceiling: fc.option(any.aimedGrants(request), { nil: undefined }),
  })
})

describe('law 12: a child never exceeds its maker', { timeout: 60_000 }, () => {
  test('no request is permitted to a covered child, under its ceiling, and refused to the maker', () => {
    let meaningful = 0
    fc.assert(
      fc.property(kin, fc.array(any.request, { maxLength: 5 }), (given, others) => {
        const maker = compile(given.maker, given.makerSpaces && { spaces: given.makerSpaces })
        const child = compile(given.child, given.childSpaces && { spaces: given.childSpaces })
        const ceiling = given.ceiling && compile(given.ceiling)
        fc.pre(covers(maker, child, ceiling).covered)
        for (const request of [given.request, ...others]) {
          const permitted =
            decide(child, request).allowed && (ceiling === undefined || decide(ceiling, request).allowed)
          if (!permitted) continue
          meaningful++
          expect(decide(maker, request).allowed).toBe(true)
        }
      }),
      { numRuns: runs(2_000), maxSkipsPerRun: 100 },
    )
    expect(meaningful).toBeGreaterThan(runs(100))
  })

  test('a list without denies covers itself, and everything covers an empty list', () => {
    fc.assert(
      fc.property(fc.array(any.allow, { maxLength: 4 }), (grants) => {
        expect(compare(grants, grants)).toEqual(covered)
        expect(compare(grants, [])).toEqual(covered)
      }),
    )
  })

  test('a delegated deny is always fine', () => {
    fc.assert(fc.property(fc.array(any.deny), (denies) => compare([], denies).covered))
  })

  test('the offending grant is named', () => {
    const pages = allowing('content.read', 'content:pages')
    expect(compare([pages], [denying('*', '*'), pages, all])).toEqual({ covered: false, offending: 2 })
  })

  test.each<[string, string, boolean]>([
    ['*', 'content:pages:home', true],
    ['content', 'content:pages:home', true],
    ['content:pages', 'content:pages:*', true],
    ['content:pages:home', 'content:pages', false],
    ['content:pages:news-*', 'content:pages:news-2024', true],
    ['content:pages:news-*', 'content:pages:new*', false],
    ['content:pages:i*', 'content:pages:internationalization', true],
    ['content:pages:0*', 'content:pages:01890a5dac96774bbcceb302099a8057', false],
    ['content:pages:0*', 'content:pages:01890a5d-ac96-774b-bcceb302099a8057', false],
    ['content:*:home', 'content:pages:home', true],
    ['media:category:Brand', 'media:category:Brand / Logos', false],
    ['media:category:Brand / *', 'media:category:Brand / Logos', true],
    ['content:pages', 'space:shop:content:pages', true],
    ['space:shop:content:pages', 'content:pages', false],
    ['space:shop:*', 'space:shop:content:pages', true],
    ['space:s*:*', 'space:shop:content:pages', true],
    ['space:shop:*', 'space:s*:content:pages', false],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(compareOne(allowing('content.read', outer), allowing('content.read', inner))).toBe(expected)
  })

  test('a literal that may be an id is not covered by a wildcard, which matches names only', () => {
    const [id = ''] = any.ids
    expect(
      compareOne(allowing('content.read', 'content:pages:0*'), allowing('content.read', `content:pages:${id}`)),
    ).toBe(false)
    expect(compareOne(allowing('content.read', 'content:pages'), allowing('content.read', `content:pages:${id}`))).toBe(
      true,
    )
    expect(compareOne(allowing('tokens.revoke', 'tokens:7*'), allowing('tokens.revoke', 'tokens:7Hq2mK9xB1aZ'))).toBe(
      false,
    )
  })

  test('every action has to be covered, and all actions only by all actions', () => {
    expect(compareOne(allowing('content.read', '*'), allowing('content.read content.update', '*'))).toBe(false)
    expect(compareOne(allowing('content.read content.update', '*'), allowing('*', '*'))).toBe(false)
    expect(compareOne(all, allowing('*', '*'))).toBe(true)
    expect(compareOne(all, allowing('content.read', '*'))).toBe(true)
  })

  test('each field has to be covered, by one allow or by several', () => {
    const title = allowing('content.update', '*', { fields: ['title'] })
    const body = allowing('content.update', '*', { fields: ['body'] })
    const both = allowing('content.update', '*', { fields: ['title', 'body'] })
    expect(compareOne(title, both)).toBe(false)
    expect(compareOne([title, body], both)).toBe(true)
    expect(compareOne([title, body], allowing('content.update', '*'))).toBe(false)
    expect(
      compareOne(allowing('content.read content.update', '*', { fields: ['title'] }), allowing('content.read', '*')),
    ).toBe(true)
    expect(compareOne(allowing('*', '*', { fields: ['title'] }), all)).toBe(false)
    expect(compareOne(allowing('*', '*', { fields: ['title'] }), allowing('*', '*', { fields: ['title'] }))).toBe(true)
  })

  test.each<[Conditions | undefined, Conditions | undefined, boolean]>([
    [{ own: true }, undefined, false],
    [{ own: true }, { own: true }, true],
    [undefined, { own: true }, true],
    [{ status: ['draft'] }, undefined, false],
    [{ status: ['draft'] }, { status: ['draft', 'archived'] }, false],
    [{ status: ['draft', 'archived'] }, { status: ['draft'] }, true],
    [{ locales: ['en'] }, undefined, false],
    [{ locales: ['en'] }, { locales: ['en', 'de'] }, false],
    [{ locales: ['en', 'de'] }, { locales: ['de'] }, true],
    [undefined, { locales: ['de'] }, true],
    [{ tags: ['sale'] }, undefined, false],
    [{ tags: ['sale'] }, { tags: ['sale', 'new'] }, false],
    [{ tags: ['sale', 'new'] }, { tags: ['new'] }, true],
    [undefined, { tags: ['new'] }, true],
  ])('conditions %j cover %j: %s', (outer, inner, expected) => {
    const grant = (conditions: Conditions | undefined): Grant =>
      allowing('content.read', '*', conditions && { conditions })
    expect(compareOne(grant(outer), grant(inner))).toBe(expected)
  })

  test.each<[Grant, Grant, boolean]>([
    [denying('content.read', 'content:secrets'), allowing('content.read', 'content:pages'), true],
    [denying('content.read', 'content:secrets'), allowing('content.read', 'content'), false],
    [denying('content.delete', '*'), allowing('content.read', 'content'), true],
    [denying('content.delete', '*'), allowing('*', 'content'), false],
    [
      denying('content.update', '*', { fields: ['price'] }),
      allowing('content.update', '*', { fields: ['title'] }),
      true,
    ],
    [
      denying('content.update', '*', { fields: ['price'] }),
      allowing('content.update', '*', { fields: ['title', 'price'] }),
      false,
    ],
    [denying('content.update', '*', { fields: ['price'] }), allowing('content.update', '*'), false],
    [
      denying('content.read', '*', { conditions: { status: ['draft'] } }),
      allowing('content.read', '*', { conditions: { status: ['published'] } }),
      true,
    ],
    [
      denying('content.read', '*', { conditions: { status: ['draft'] } }),
      allowing('content.read', '*', { conditions: { status: ['draft'] } }),
      false,
    ],
    [denying('content.read', '*', { conditions: { status: ['draft'] } }), allowing('content.read', '*'), false],
    [
      denying('content.read', '*', { conditions: { locales: ['de'] } }),
      allowing('content.read', '*', { conditions: { locales: ['en'] } }),
      true,
    ],
    [
      denying('content.read', '*', { conditions: { locales: ['de'] } }),
      allowing('content.read', '*', { conditions: { locales: ['de'] } }),
      false,
    ],
    [denying('content.read', '*', { conditions: { locales: ['de'] } }), allowing('content.read', '*'), false],
    // A thing bears several tags: one of these may bear the denied one besides.
    [
      denying('content.read', '*', { conditions: { tags: ['secret'] } }),
      allowing('content.read', '*', { conditions: { tags: ['sale'] } }),
      false,
    ],
    [denying('content.read', 'content:pages:home'), allowing('content.read', 'content:pages:about'), true],
    [denying('content.read', 'space:shop:content'), allowing('content.read', 'space:site-a:content'), false],
    [denying('content.read', '*'), allowing('content.read', '*', { conditions: { status: ['draft'] } }), false],
    [
      denying('content.read', '*', { conditions: { locales: ['de'] } }),
      allowing('content.read', '*', { conditions: { locales: ['en', 'de'] } }),
      false,
    ],
    [denying('content.update', '*'), allowing('content.update', '*', { fields: ['title'] }), false],
    [
      { ...denying('content.read', 'schema'), resources: ['schema', 'content:pages'] },
      allowing('content.read', 'content:pages'),
      false,
    ],
    [denying('content.read', 'content:*-archive'), allowing('content.read', 'content:pages:x-archive'), false],
    [denying('content.read', 'content:pages:home'), allowing('content.read', 'content:pages:h*'), false],
  ])('beside an allow of everything, %j leaves %j covered: %s', (deny, child, expected) => {
    expect(compareOne([all, deny], child)).toBe(expected)
  })

  test('a deny by one name overlaps an allow by another, for both may name one thing', () => {
    const [id = ''] = any.ids
    const meets = (denied: string, allowed: string): boolean =>
      !compareOne([all, denying('content.read media.read', denied)], allowing('content.read media.read', allowed))
    expect(meets(`content:pages:${id}`, 'content:pages:home')).toBe(true)
    expect(meets('content:pages:home', `content:pages:${id}`)).toBe(true)
    expect(meets(`content:posts:${id}`, 'content:pages:home')).toBe(false)
    expect(meets('media:category:Private', 'media:logo.png')).toBe(true)
    expect(meets('media:category:Private', 'media:category:Brand')).toBe(false)
    expect(meets('media:logo.png', 'media:hero.jpg')).toBe(false)
    expect(meets('media:ca*', 'media:hero.jpg')).toBe(true)
    expect(meets('*:home', `content:pages:${id}`)).toBe(true)
    expect(meets('*Brand', 'media:logo.png')).toBe(true)
  })

  test('what lies beyond the ceiling of the child is not compared', () => {
    const reader = [allowing('content.read', 'content:pages')]
    const writing = [allowing('content.read content.update', 'content:pages')]
    expect(compare(reader, writing)).toEqual(uncovered)
    expect(compare(reader, writing, [allowing('content.read', '*')])).toEqual(covered)
    expect(compare(reader, writing, [all])).toEqual(uncovered)
    expect(compare(reader, [allowing('*', 'content:pages')], [allowing('content.read', '*')])).toEqual(covered)
    expect(compare(reader, [all], [allowing('content.read', 'content:pages')])).toEqual(covered)
    expect(compare(reader, [all], [allowing('content.read', '*')])).toEqual(uncovered)
    expect(compare([], writing, [allowing('media.read', '*')])).toEqual(covered)
    expect(compare([], writing, [denying('*', '*')])).toEqual(covered)
    expect(compare([], [all], [denying('*', '*')])).toEqual(covered)
    expect(compare([], [allowing('content.read', 'content:posts')], reader)).toEqual(covered)
    expect(
      compare(
        [allowing('content.read', '*')],
        [allowing('content.read', '*')],
        [allowing('content.read content.update', '*')],
      ),
    ).toEqual(covered)
  })

  test('the conditions and fields of the ceiling narrow what is compared', () => {
    const published: Conditions = { status: ['published'] }
    const ceilingOf = (conditions: Conditions): readonly Grant[] => [allowing('content.read', '*', { conditions })]
    const reading = allowing('content.read', '*')
    expect(
      compare([allowing('content.read', '*', { conditions: published })], [reading], ceilingOf(published)),
    ).toEqual(covered)
    expect(
      compare([], [allowing('content.read', '*', { conditions: { status: ['draft'] } })], ceilingOf(published)),
    ).toEqual(covered)
    expect(
      compare([allowing('content.read', '*', { conditions: { own: true } })], [reading], ceilingOf({ own: true })),
    ).toEqual(covered)
    expect(
      compare(
        [allowing('content.read', '*', { conditions: { locales: ['en'] } })],
        [reading],
        ceilingOf({ locales: ['en'] }),
      ),
    ).toEqual(covered)
    const drafts = allowing('content.read', '*', { conditions: { status: ['draft'] } })
    expect(compare([], [reading], ceilingOf(published))).toEqual(uncovered)
    expect(compare([drafts], [drafts], [reading])).toEqual(covered)
    expect(compare([allowing('content.read', '*', { conditions: { own: true } })], [reading], [reading])).toEqual(
      uncovered,
    )
    const writing = (field: string): Grant => allowing('content.read content.update', '*', { fields: [field] })
    expect(compare([writing('title')], [writing('price')], [reading])).toEqual(covered)
    const titles = [allowing('content.update', '*', { fields: ['title'] })]
    expect(compare(titles, [allowing('content.update', '*')], titles)).toEqual(covered)
    expect(compare(titles, [all], titles)).toEqual(covered)
  })

  test('a child reaches no space that its maker does not', () => {
    const grant = [allowing('content.read', 'content:pages')]
    const bounded = (
      maker: readonly SpaceName[] | undefined,
      child: readonly SpaceName[] | undefined,
      prefix = '',
    ): boolean =>
      covers(
        compile(grant, maker && { spaces: maker }),
        compile([allowing('content.read', `${prefix}content:pages`)], child && { spaces: child }),
      ).covered
    expect(bounded(undefined, [any.shop])).toBe(true)
    expect(bounded([any.shop], [any.shop])).toBe(true)
    expect(bounded([any.shop], [any.shop, any.site])).toBe(false)
    expect(bounded([any.shop], [any.shop, any.site], 'space:shop:')).toBe(true)
    expect(bounded([any.shop], undefined)).toBe(false)
    expect(bounded([any.shop], undefined, 'space:shop:')).toBe(true)
    expect(bounded([any.shop], undefined, `space:${any.shop.id}:`)).toBe(true)
    expect(bounded([any.shop], undefined, 'space:site-a:')).toBe(false)
    expect(bounded([any.shop], undefined, 'space:s*:')).toBe(false)
    expect(bounded([any.shop], [])).toBe(true)
  })

  test('in a space that is known, its id and its slug are one', () => {
    const maker = compile([
      all,
      denying('content.read', `space:${any.site.id}:*`),
      allowing('content.read', 'space:shop:*'),
    ])
    const child = (space: SpaceName): Coverage =>
      covers(maker, compile([allowing('content.read', 'content')], { spaces: [space] }))
    expect(child(any.shop)).toEqual(covered)
    expect(child(any.site)).toEqual(uncovered)
    const onlyShop = compile([allowing('content.read', `space:${any.shop.id}:*`)])
    expect(covers(onlyShop, compile([allowing('content.read', 'content')], { spaces: [any.shop] }))).toEqual(covered)
    expect(covers(onlyShop, compile([allowing('content.read', 'content')], { spaces: [any.site] }))).toEqual(uncovered)
  })
})
