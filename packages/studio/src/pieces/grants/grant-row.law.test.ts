import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grantOf, rowOf, statuses } from './grant-row.ts'

const words = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 })
const optional = { requiredKeys: [] }
const grant = fc.record(
  {
    effect: fc.constantFrom('allow' as const, 'deny' as const),
    actions: words,
    resources: words,
    fields: words,
    conditions: fc
      .record(
        {
          own: fc.constant(true as const),
          status: fc.subarray([...statuses], { minLength: 1 }),
          locales: words,
          tags: words,
        },
        optional,
      )
      .filter((conditions) => Object.keys(conditions).length > 0),
  },
  { requiredKeys: ['effect', 'actions', 'resources'] },
)

test('a grant that was opened in the builder is written as it was', () => {
  fc.assert(
    fc.property(grant, (given) => {
      expect(grantOf(rowOf(given))).toEqual(given)
    }),
  )
})
