import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowing, denying, editor, homepage, isAllowed, logo, read } from './testing/examples.ts'
import * as any from './testing/generators.ts'

const allowOwn = allowing('*', '*', { conditions: { own: true } })
const denyOwn = denying('*', '*', { conditions: { own: true } })

describe('law 5: own', { timeout: 60_000 }, () => {
  test('own holds exactly when the caller created the thing', () => {
    fc.assert(
      fc.property(any.request, (request) => {
        const isOwn = request.target.creator === request.principal
        expect(isAllowed([allowOwn], request)).toBe(isOwn)
        expect(isAllowed([allowing('*', '*'), denyOwn], request)).toBe(!isOwn)
      }),
    )
  })

  test.each([undefined, null])('own does not hold where no creator is recorded (%s)', (creator) => {
    const { creator: _somebody, ...anonymous } = homepage
    const target = creator === undefined ? anonymous : { ...anonymous, creator }
    expect(isAllowed([allowOwn], read(target))).toBe(false)
    expect(isAllowed([allowing('*', '*'), denyOwn], read(target))).toBe(true)
  })

  test('on create own holds, for the creator is forced to the caller', () => {
    const { id: _unborn, ...page } = homepage
    const create = { action: 'content.create', principal: editor, target: { ...page, creator: editor }, touches: [] }
    expect(isAllowed([allowOwn], create)).toBe(true)
  })

  test('own applies to whatever records a creator', () => {
    expect(isAllowed([allowOwn], { action: 'media.update', principal: editor, target: logo })).toBe(true)
    expect(isAllowed([allowOwn], { action: 'media.update', principal: 'token:another', target: logo })).toBe(false)
  })
})
