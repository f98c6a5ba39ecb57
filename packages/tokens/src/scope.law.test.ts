import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OperationFacts, type Scope, scopeAllows, scopeCovers } from './scope.ts'

const access = fc.constantFrom('read', 'write', 'publish')
const resource = fc.constantFrom('entries', 'assets', 'tokens')
const verb = fc.constantFrom('a', 'b', 'c', 'd')

const operation: fc.Arbitrary<OperationFacts> = fc
  .record({ access, resource, verb, tags: fc.subarray(['cli']) })
  .map((facts) => ({ ...facts, id: `${facts.resource}.${facts.verb}` }))

const catalogue = fc.uniqueArray(operation, { selector: (one) => one.id, maxLength: 12 })

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constantFrom<Scope>({ form: 'all' }, { form: 'read' }, { form: 'cli' }),
  fc.record({
    form: fc.constant('custom' as const),
    operations: fc.array(
      fc.tuple(resource, verb).map((parts) => parts.join('.')),
      { maxLength: 4 },
    ),
  }),
  fc.record({ form: fc.constant('resources' as const), resources: fc.dictionary(resource, access) }),
)

test('what is covered opens nothing that its maker does not, also when the catalogue grows', () => {
  fc.assert(
    fc.property(scope, scope, catalogue, fc.nat(12), (maker, child, future, size) => {
      const today = future.slice(0, size)
      fc.pre(scopeCovers(maker, child, today))
      for (const one of future) if (scopeAllows(child, one)) expect(scopeAllows(maker, one)).toBe(true)
    }),
    { numRuns: 2000, maxSkipsPerRun: 50 },
  )
})

test('everything in today’s catalogue that is open to a form but closed to the maker keeps it from being covered', () => {
  fc.assert(
    fc.property(scope, scope, catalogue, (maker, child, today) => {
      const exceeds = today.some((one) => scopeAllows(child, one) && !scopeAllows(maker, one))
      fc.pre(exceeds)
      expect(scopeCovers(maker, child, today)).toBe(false)
    }),
    { maxSkipsPerRun: 50 },
  )
})
