import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { System } from '../spec/rules/rule.ts'
import { systems } from '../spec/rules/systems.ts'
import { faultsIn } from './lib/rules.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null)

test('every rule about tokens is held by tests that exist', () => {
  expect(faultsIn(systems, read)).toEqual([])
})

test('no rule is said twice', () => {
  for (const { rules } of systems) expect(new Set(rules.map(({ says }) => says)).size).toBe(rules.length)
})

describe('a rule is at fault', () => {
  const faults = (rule: System['rules'][number]) =>
    faultsIn([{ name: 'S', readFrom: '', rules: [rule] }], (path) =>
      path === 'a.test.ts' ? "test('there', () => {})" : null,
    )

  test('whose test is not in its file', () => {
    expect(faults({ says: 'A', heldBy: ['a.test.ts › there'] })).toEqual([])
    expect(faults({ says: 'A', heldBy: ['a.test.ts › gone'] })).toEqual(['S 1: a.test.ts has no test “gone”'])
    expect(faults({ says: 'A', heldBy: ['b.test.ts › there'] })).toEqual(['S 1: there is no b.test.ts'])
  })

  test('that says nothing, or says nothing about why', () => {
    expect(faults({ says: ' ', heldBy: ['a.test.ts › there'] })).toHaveLength(1)
    expect(faults({ says: 'A', instead: '', heldBy: ['a.test.ts › there'] })).toHaveLength(1)
    expect(faults({ says: 'A', belongsTo: 'dialect', because: '' })).toHaveLength(1)
  })
})
