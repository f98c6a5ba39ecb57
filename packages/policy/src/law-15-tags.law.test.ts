import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { requestsOfCreate, requestsOfUpdate, type EntryChange } from './entry-requests.ts'
import { evaluate, filterFor } from './filter.ts'
import type { Request } from './request.ts'
import { allowing, denying, editor, homepage, isAllowed, logo, read, update } from './testing/examples.ts'
import * as any from './testing/generators.ts'

const names = ['sale', 'new', 'press']
const listed = fc.subarray(names, { minLength: 1 })
const borne = fc.subarray(names)
const all = allowing('*', '*')
const shares = (list: readonly string[], tags: readonly string[]): boolean => list.some((tag) => tags.includes(tag))

const save: EntryChange = {
  principal: editor,
  target: homepage,
  defaultLocale: 'en',
  fields: [],
  entryLocales: ['en'],
}

describe('law 15: tags', { timeout: 60_000 }, () => {
  test('they hold when the thing bears one of the listed at least, for an allow as for a deny', () => {
    fc.assert(
      fc.property(fc.constantFrom(homepage, logo), listed, borne, (thing, list, tags) => {
        const request = { ...read({ ...thing, tags }), action: `${thing.area}.read` }
        const condition = { conditions: { tags: list } }
        expect(isAllowed([allowing('*', '*', condition)], request)).toBe(shares(list, tags))
        expect(isAllowed([all, denying('*', '*', condition)], request)).toBe(!shares(list, tags))
      }),
    )
  })

  test('a change asks what is borne before and after: an allow has to hold for both, a deny for either', () => {
    fc.assert(
      fc.property(fc.constantFrom(homepage, logo), listed, borne, borne, (thing, list, before, after) => {
        const action = `${thing.area}.update`
        const request = { ...update({ ...thing, tags: before }, 'tags'), action, after: { tags: after } }
        const condition = { conditions: { tags: list } }
        expect(isAllowed([allowing(action, '*', condition)], request)).toBe(shares(list, before) && shares(list, after))
        expect(isAllowed([all, denying(action, '*', condition)], request)).toBe(
          !shares(list, before) && !shares(list, after),
        )
      }),
    )
  })

  test('two allows for a tag each do not permit the change between them', () => {
    const grants = ['sale', 'press'].map((tag) => allowing('content.update', '*', { conditions: { tags: [tag] } }))
    const change = { ...update({ ...homepage, tags: ['sale'] }, 'tags'), after: { tags: ['press'] } }
    expect(isAllowed(grants, change)).toBe(false)
  })

  test('a published entry is read by what its snapshot bears, its draft and whatever is done to it by the working copy', () => {
    const page = { ...homepage, status: 'published' as const, tags: ['new'], publishedTags: ['sale'] }
    const permits = (tag: string, request: Request): boolean =>
      isAllowed([allowing('*', '*', { conditions: { tags: [tag] } })], request)
    expect([permits('sale', read(page)), permits('new', read(page))]).toEqual([true, false])
    expect([
      permits('sale', read({ ...page, status: 'draft' })),
      permits('new', read({ ...page, status: 'draft' })),
    ]).toEqual([false, true])
    for (const action of ['content.update', 'content.publish', 'content.delete', 'content.revisions.restore'])
      expect([permits('sale', { ...read(page), action }), permits('new', { ...read(page), action })]).toEqual([
        false,
        true,
      ])
    const { publishedTags: _same, ...unchanged } = page
    expect(permits('new', read(unchanged))).toBe(true)
  })

  test('a list of what is published asks the snapshots, of drafts the working copies', () => {
    const sale = compile([allowing('content.read', '*', { conditions: { tags: ['sale'] } })])
    const row = { id: '1', name: 'home', status: 'published', tags: ['new'], publishedTags: ['sale'] } as const
    const query = { collection: homepage, principal: editor }
    expect(evaluate(filterFor(sale, 'content.read', query), row)).toBe(true)
    expect(evaluate(filterFor(sale, 'content.read', { ...query, status: 'published' }), row)).toBe(true)
    expect(evaluate(filterFor(sale, 'content.read', { ...query, status: 'draft' }), row)).toBe(false)
  })

  test('a new thing is decided by what it will bear', () => {
    const { id: _unborn, ...page } = homepage
    const create = (tags: readonly string[]) =>
      requestsOfCreate({ ...save, target: { ...page, creator: editor, tags }, tags }).every((request) =>
        isAllowed([allowing('content.create', '*', { conditions: { tags: ['sale'] } })], request),
      )
    expect([create(['sale']), create(['sale', 'new']), create(['new']), create([])]).toEqual([true, true, false, false])
  })

  test('what is saved and published at once goes live with its new tags, and is decided so', () => {
    const tags = ['new']
    const [, publish] = requestsOfUpdate({ ...save, status: 'published', tags })
    expect(publish).toMatchObject({ action: 'content.publish', after: { tags } })
    const sale = allowing('content.update content.publish', '*', { conditions: { tags: ['sale'] } })
    const permits = (after: readonly string[]): boolean =>
      requestsOfUpdate({ ...save, status: 'published', tags: after }).every((request) => isAllowed([sale], request))
    expect([permits(['sale']), permits(tags)]).toEqual([true, false])
  })

  test('where they are not told, no allow that asks for them holds and every such deny does', () => {
    for (const thing of [homepage, logo]) {
      const { tags: _untold, ...target } = thing
      const request = { ...read(target), action: `${thing.area}.read` }
      expect(isAllowed([allowing('*', '*', { conditions: { tags: names } })], request)).toBe(false)
      expect(isAllowed([all, denying('*', '*', { conditions: { tags: ['secret'] } })], request)).toBe(false)
    }
  })

  test('a thing that bears no tags is under none, neither for an allow nor for a deny', () => {
    const request = { action: 'users.read', principal: editor, target: { area: 'users', space: any.shop, id: 'x' } }
    expect(isAllowed([allowing('*', '*', { conditions: { tags: names } })], request)).toBe(false)
    expect(isAllowed([all, denying('*', '*', { conditions: { tags: names } })], request)).toBe(true)
  })
})
