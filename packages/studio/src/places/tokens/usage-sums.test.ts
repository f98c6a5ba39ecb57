import { expect, test } from 'vitest'
import type { TokenUsage } from '../../api/answers.ts'
import { lackedOf, networksOf } from './usage-sums.ts'

const grant = { effect: 'allow' as const, actions: ['content.update'], resources: ['content:products'] }
const refusal = { problem: 'insufficient-scope', layer: 'grants', missing_grant: grant }
const day = (on: string, calls: number): TokenUsage['days'][number] => ({
  day: on,
  calls,
  refused: 1,
  operations: [],
  networks: [{ network: '203.0.113.0/24', calls, last_used_at: `${on}T10:00:00.000Z` }],
  agents: [],
  refusals: [
    { ...refusal, calls: 1, last_used_at: `${on}T09:00:00.000Z` },
    { problem: 'not-found', layer: null, missing_grant: null, calls: 2, last_used_at: `${on}T08:00:00.000Z` },
  ],
})
const usage: TokenUsage = {
  since: '2026-11-01',
  last_used_at: null,
  calls: 7,
  refused: 2,
  days: [day('2026-11-27', 4), day('2026-11-26', 3)],
}

test('networks are summed over the days, with the latest time', () => {
  expect(networksOf(usage)).toEqual([{ name: '203.0.113.0/24', calls: 7, lastAt: '2026-11-27T10:00:00.000Z' }])
})

test('what was lacked is told once for each grant that would have helped', () => {
  expect(lackedOf(usage)).toEqual([
    { name: 'not-found', calls: 4, lastAt: '2026-11-27T08:00:00.000Z', grant: null },
    { name: 'insufficient-scope', calls: 2, lastAt: '2026-11-27T09:00:00.000Z', grant },
  ])
})
