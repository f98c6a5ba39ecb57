import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowing, denying, editor, homepage, isAllowed, logo, read, update } from './testing/examples.ts'
import * as any from './testing/generators.ts'

const status = fc.constantFrom(...any.statuses)
const listed = fc.uniqueArray(status, { minLength: 1 })
const all = allowing('*', '*')

describe('law 6: status', { timeout: 60_000 }, () => {
  test('a read asks the status of the entry', () => {
    fc.assert(
      fc.property(listed, status, (list, now) => {
        const request = read({ ...homepage, status: now })
        expect(isAllowed([allowing('content.read', '*', { conditions: { status: list } })], request)).toBe(
          list.includes(now),
        )
        expect(isAllowed([all, denying('content.read', '*', { conditions: { status: list } })], request)).toBe(
          !list.includes(now),
        )
      }),
    )
  })

  test('an update asks both old and new: an allow has to list both, a deny either', () => {
    fc.assert(
      fc.property(listed, status, status, (list, before, after) => {
        const request = { ...update({ ...homepage, status: before }, 'title'), after: { status: after } }
        const condition = { conditions: { status: list } }
        expect(isAllowed([allowing('content.update', '*', condition)], request)).toBe(
          list.includes(before) && list.includes(after),
        )
        expect(isAllowed([all, denying('content.update', '*', condition)], request)).toBe(
          !list.includes(before) && !list.includes(after),
        )
      }),
    )
  })

  test('two allows that list one of both states each do not permit the change between them', () => {
    const grants = [
      allowing('content.update', '*', { conditions: { status: ['draft'] } }),
      allowing('content.update', '*', { conditions: { status: ['archived'] } }),
    ]
    expect(isAllowed(grants, { ...update(homepage, 'status'), after: { status: 'archived' } })).toBe(false)
  })

  test('a create asks the resulting status', () => {
    const { id: _unborn, ...page } = homepage
    const create = {
      action: 'content.create',
      principal: editor,
      target: { ...page, status: 'protected' as const },
      touches: [],
    }
    expect(isAllowed([allowing('content.create', '*', { conditions: { status: ['protected'] } })], create)).toBe(true)
    expect(isAllowed([allowing('content.create', '*', { conditions: { status: ['draft'] } })], create)).toBe(false)
  })

  test('every other action asks the status before, whatever comes after', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('content.publish', 'content.delete'),
        listed,
        status,
        status,
        (action, list, before, after) => {
          const request = {
            action,
            principal: editor,
            target: { ...homepage, status: before },
            after: { status: after },
          }
          expect(isAllowed([allowing(action, '*', { conditions: { status: list } })], request)).toBe(
            list.includes(before),
          )
        },
      ),
    )
  })

  test('where the old status is not known, an update asks the new one', () => {
    const { status: _unknown, ...page } = homepage
    const request = { ...update(page, 'title'), after: { status: 'archived' as const } }
    expect(isAllowed([allowing('content.update', '*', { conditions: { status: ['archived'] } })], request)).toBe(true)
    expect(isAllowed([allowing('content.update', '*', { conditions: { status: ['draft'] } })], request)).toBe(false)
  })

  test('a thing without status is in none of the states', () => {
    const request = { action: 'media.read', principal: editor, target: logo }
    expect(isAllowed([allowing('*', '*', { conditions: { status: any.statuses } })], request)).toBe(false)
    expect(isAllowed([all, denying('*', '*', { conditions: { status: any.statuses } })], request)).toBe(true)
  })
})
