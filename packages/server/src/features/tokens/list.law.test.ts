import type { Static } from '@latchkey/contract/schema'
import type { Token } from '@latchkey/contract/tokens/schemas'
import { matchGlob, prepareGlob } from '@latchkey/policy/match'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from './test-people.ts'

type Shown = Static<typeof Token>
type Member = (typeof texts)[number] | (typeof moments)[number]

const path = '/api/v1/spaces/shop/tokens'
const minute = 60_000

// They differ by case alone, in what patterns of SQL would take for special, and in bytes; two are the same.
const names = ['CI', 'ci', 'a_b', 'aXb', 'ci [old]', '100 %', 'Ünï', 'ci', 'zz']
const kinds = ['preview', 'asset', 'management'] as const
const texts = ['name', 'description', 'kind', 'state', 'id', 'created_by'] as const
const moments = ['created_at', 'updated_at', 'expires_at', 'last_used_at'] as const

/** One comparison of a filter. */
interface Term {
  readonly member: Member
  readonly operator: string
  readonly value: string
}

const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    member: fc.constantFrom(...texts),
    operator: fc.constantFrom('eq', 'ne', 'in', 'nin', 'contains', 'starts-with'),
    value: fc.constantFrom(...names, ...kinds, 'active', 'inactive', 'expired', 'revoked', 'c', 'active,expired'),
  }),
  fc.record({
    member: fc.constantFrom(...texts),
    operator: fc.constant('matches'),
    value: fc.constantFrom('*', 'ci', 'c*', '*b', 'a_b', 'ci [*', '*%', 'Ü*', '*c*i*', 'act*', ''),
  }),
  fc.record({
    member: fc.constantFrom(...moments),
    operator: fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq', 'ne'),
    value: fc.integer({ min: -3, max: 12 }).map(String),
  }),
  fc.record({
    member: fc.constantFrom(...texts, ...moments),
    operator: fc.constant('exists'),
    value: fc.constantFrom('true', 'false'),
  }),
)

/** The rule of each operator, as plainly as it can be said. */
function passes(shown: Shown, { member, operator, value }: Term): boolean {
  const is = shown[member]
  if (operator === 'exists') return (is !== null) === (value === 'true')
  if (operator === 'ne' || operator === 'nin')
    return !passes(shown, { member, operator: operator === 'ne' ? 'eq' : 'in', value })
  if (is === null) return false
  switch (operator) {
    case 'eq':
      return is === value
    case 'in':
      return value.split(',').includes(is)
    case 'contains':
      return is.includes(value)
    case 'starts-with':
      return is.startsWith(value)
    case 'matches':
      return matchGlob(prepareGlob(value), is)
    case 'lt':
      return is < value
    case 'lte':
      return is <= value
    case 'gt':
      return is > value
    default:
      return is >= value
  }
}

const key = fc.record({ member: fc.constantFrom(...texts, ...moments), descending: fc.boolean() })

function ordered(keys: readonly { readonly member: Member; readonly descending: boolean }[]): [string, string][] {
  const sorted = keys.map(({ member, descending }) => `${descending ? '-' : ''}${member}`)
  return sorted.length === 0 ? [] : [['order', sorted.join(',')]]
}

/** Texts by their bytes, what is missing last; the id behind the last key, as it goes. */
function inOrder(all: readonly Shown[], keys: readonly { readonly member: Member; readonly descending: boolean }[]) {
  const last = { member: 'id', descending: keys.at(-1)?.descending ?? true } as const
  return all.toSorted((one, other) => {
    for (const { member, descending } of [...keys, last]) {
      const [a, b] = [one[member], other[member]]
      if (a === b) continue
      if (a === null || b === null) return a === null ? 1 : -1
      return Buffer.compare(Buffer.from(a), Buffer.from(b)) * (descending ? -1 : 1)
    }
    return 0
  })
}

describeEachDatabase('a list of tokens', (databases) => {
  let app: People
  let all: readonly Shown[]

  beforeAll(async () => {
    app = await openPeople(databases, { limits: { management: 50 } })
    const other = await app.member('administrator')
    for (const [index, name] of [...names, ...names].entries()) {
      app.clock.now += minute
      const expires_at = index % 3 === 0 ? null : new Date(app.clock.now + (index % 3) * 15 * minute).toISOString()
      const body = { kind: kinds[index % 2 === 0 ? 0 : (index % 4) - 1]!, name, ...(expires_at && { expires_at }) }
      const maker = index % 5 === 0 ? { token: other.token } : {}
      const made = await app.expect(201, 'POST', path, {
        ...maker,
        body: { ...body, description: index % 4 === 3 ? '' : names[index % 4] },
      })
      if (index % 4 === 0) await app.call('GET', '/api/v1/session', { token: made.secret })
      if (index % 6 === 1) await app.expect(200, 'POST', `${path}/${made.id}/deactivate`)
      if (index % 6 === 2) await app.expect(200, 'POST', `${path}/${made.id}/revoke`)
    }
    await app.app.usage.flush()
    all = (await app.expect(200, 'GET', path)).items
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['active', 'inactive', 'expired', 'revoked']))
    expect(new Set(all.map((each) => each.last_used_at === null)).size).toBe(2)
  })

  /** A term with the moment that it speaks of: so many minutes after the first token was made. */
  const dated = (one: Term): Term => {
    if (!moments.some((each) => each === one.member) || one.operator === 'exists') return one
    const first = Date.parse(all.at(-1)!.created_at)
    return { ...one, value: new Date(first + Number(one.value) * minute).toISOString() }
  }
  const parameter = (prefix: string, { member, operator, value }: Term): [string, string] => [
    `filter${prefix}[${member}][${operator}]`,
    value,
  ]

  test('holds exactly the tokens that pass its filter, in the order asked for, page by page, and says how many', async () => {
    let [some, none] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        fc.array(term, { maxLength: 2 }),
        fc.array(term, { maxLength: 3 }),
        fc.uniqueArray(key, { maxLength: 3, selector: ({ member }) => member }),
        fc.integer({ min: 2, max: 7 }),
        async (every, either, keys, limit) => {
          const [must, may] = [every.map(dated), either.map(dated)]
          const query = new URLSearchParams([
            // The same comparison twice is two terms.
            ...must.map((one) => parameter('', one)),
            ...may.map((one, index) => parameter(`[or][${index}]`, one)),
            ...ordered(keys),
            ['limit', String(limit)],
            ['count', 'true'],
          ])
          const expected = inOrder(
            all.filter(
              (shown) =>
                must.every((one) => passes(shown, one)) && (may.length === 0 || may.some((one) => passes(shown, one))),
            ),
            keys.length === 0 ? [{ member: 'created_at', descending: true }] : keys,
          )
          const found: Shown[] = []
          for (let next: string | null = ''; next !== null;) {
            if (next !== '') query.set('after', next)
            const page = await app.expect(200, 'GET', `${path}?${query.toString()}`)
            expect(page.total).toBe(expected.length)
            found.push(...page.items)
            next = page.next
          }
          expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
          query.delete('after')
          query.set('offset', '1')
          const { items } = await app.expect(200, 'GET', `${path}?${query.toString()}`)
          expect(items.map(({ id }: Shown) => id)).toEqual(expected.slice(1, 1 + limit).map(({ id }) => id))
          if (expected.length > 0) some += 1
          else none += 1
        },
      ),
      { numRuns: 100 },
    )
    expect(some).toBeGreaterThan(20)
    expect(none).toBeGreaterThan(5)
  }, 60_000)
})
