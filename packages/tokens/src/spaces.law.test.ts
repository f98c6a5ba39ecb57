import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Spaces, spacesAllow, spacesCover } from './spaces.ts'

const ids = ['a', 'b', 'c'] as const
const spaces = fc.oneof<fc.Arbitrary<Spaces>[]>(fc.constantFrom('all', 'owned'), fc.subarray([...ids]))
const operation = { id: 'entries.show', access: 'read', tags: [], resource: 'entries' } as const

test('what is covered reaches no space that its maker does not, whoever owns what', () => {
  fc.assert(
    fc.property(spaces, spaces, fc.subarray([...ids]), (maker, child, owned) => {
      fc.pre(spacesCover(maker, child))
      for (const space of [null, ...ids.map((id) => ({ id, owned: owned.includes(id) }))]) {
        if (spacesAllow(child, space, operation)) expect(spacesAllow(maker, space, operation)).toBe(true)
      }
    }),
  )
})
