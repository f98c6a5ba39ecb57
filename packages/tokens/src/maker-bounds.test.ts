import { describe, expect, test } from 'vitest'
import { type Bounds, exceeding } from './maker-bounds.ts'

const unbounded: Bounds = { scope: null, spaces: 'all', branches: null, expiresAt: null }

describe('a token made by a token', () => {
  test('may be all that its maker is', () => {
    const maker: Bounds = {
      scope: { form: 'read' },
      spaces: ['a'],
      branches: { branches: ['main'], aliases: [] },
      expiresAt: 100,
    }
    expect(exceeding(maker, maker, [])).toEqual([])
    expect(exceeding(unbounded, maker, [])).toEqual([])
    expect(exceeding(unbounded, unbounded, [])).toEqual([])
  })

  test.each<[string, Partial<Bounds>, Partial<Bounds>, readonly string[]]>([
    ['has no more spaces', { spaces: ['a'] }, { spaces: ['a', 'b'] }, ['spaces']],
    ['has no wider scope', { scope: { form: 'read' } }, { scope: { form: 'all' } }, ['scope']],
    ['is compared by its grants where it has no scope', { scope: { form: 'read' } }, { scope: null }, []],
    ['expires no later', { expiresAt: 100 }, { expiresAt: 101 }, ['expiresAt']],
    ['expires where its maker does', { expiresAt: 100 }, { expiresAt: null }, ['expiresAt']],
    ['may expire at the same moment', { expiresAt: 100 }, { expiresAt: 100 }, []],
    ['may expire sooner', { expiresAt: 100 }, { expiresAt: 99 }, []],
    [
      'has no more branches',
      { branches: { branches: ['main'], aliases: [] } },
      { branches: { branches: 'all', aliases: [] } },
      ['branches'],
    ],
    [
      'has branches where its maker does',
      { branches: { branches: ['main'], aliases: [] } },
      { branches: null },
      ['branches'],
    ],
    [
      'is told everything in which it exceeds',
      { scope: { form: 'read' }, spaces: ['a'], branches: { branches: ['main'], aliases: [] }, expiresAt: 1 },
      { scope: { form: 'all' } },
      ['scope', 'spaces', 'branches', 'expiresAt'],
    ],
  ])('%s', (_, maker, child, expected) =>
    expect(exceeding({ ...unbounded, ...maker }, { ...unbounded, ...child }, [])).toEqual(expected),
  )

  test('is compared under the catalogue of today', () => {
    const operation = { id: 'entries.show', access: 'read', tags: [], resource: 'entries' } as const
    const maker: Bounds = { ...unbounded, scope: { form: 'read' } }
    const child: Bounds = { ...unbounded, scope: { form: 'custom', operations: ['entries.show'] } }
    expect(exceeding(maker, child, [operation])).toEqual([])
    expect(exceeding(maker, child, [])).toEqual(['scope'])
  })
})
