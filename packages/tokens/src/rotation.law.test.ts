import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstVersion, longestGraceMs, renew, type SecretVersions, standing } from './rotation.ts'

const steps = fc.array(fc.record({ waitMs: fc.nat(longestGraceMs), graceMs: fc.nat(longestGraceMs) }), {
  maxLength: 12,
})

const versionsUpTo = (current: number) => Array.from({ length: current }, (_, index) => index + 1)

function liveOf(versions: SecretVersions, now: number): readonly number[] {
  return versionsUpTo(versions.current).filter((version) => standing(versions, version, now) === 'live')
}

test('whatever is rotated when, the newest secret is live, at most one other is, and what retires stays retired', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      let now = 0
      let versions = firstVersion
      const retired = new Set<number>()
      for (const { waitMs, graceMs } of sequence) {
        now += waitMs
        const outcome = renew('rotate', versions, graceMs, now)
        if (!outcome.ok) throw new Error('The grace is valid by construction.')
        versions = outcome.versions
        const live = liveOf(versions, now)
        expect(live).toContain(versions.current)
        expect(live.length).toBeLessThanOrEqual(2)
        expect(live.filter((version) => retired.has(version))).toEqual([])
        for (const version of versionsUpTo(versions.current)) if (!live.includes(version)) retired.add(version)
      }
    }),
  )
})
