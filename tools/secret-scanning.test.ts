import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenKinds } from '@latchkey/tokens/kinds'
import { issue } from '@latchkey/tokens/text'
import { describe, expect, test } from 'vitest'
import { scannerRules } from './lib/secret-scanning.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../docs/secret-scanning', name), 'utf8')
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)

/** The patterns of each file, in the order of the rules, as that scanner reads them. */
const files = {
  'gitleaks.toml': (text: string) => matches(text, /^regex = '''(.*)'''$/gm),
  'trufflehog.yaml': (text: string) => matches(text, /^ {6}token: '(.*)'$/gm),
  'github-custom-patterns.md': (text: string) => matches(text, /^```\n(.*)\n```$/gm),
} as const

const tokenOf = (kind: (typeof tokenKinds)[number]) => issue(kind, randomBytes).text.expose()

describe.each(Object.entries(files))('%s', (name, patternsIn) => {
  const patterns = patternsIn(read(name))

  test('has a pattern for each rule, and together they name each kind once', () => {
    expect(patterns).toHaveLength(scannerRules.length)
    expect(scannerRules.flatMap(({ kinds }) => kinds).toSorted()).toEqual(tokenKinds.toSorted())
  })

  test('is written in what RE2, Hyperscan and JavaScript read alike: no look-around, no reference, nothing escaped', () => {
    for (const pattern of patterns) expect(pattern).toMatch(/^(?:[\w]|\(\?:|[)|[\]-]|\{\d+\})+$/)
  })

  test('finds tokens of its kinds wherever they stand, and those of no other rule', () => {
    for (const [index, rule] of scannerRules.entries()) {
      const pattern = new RegExp(patterns[index] ?? '', 'g')
      for (const kind of tokenKinds) {
        const token = tokenOf(kind)
        for (const text of [
          token,
          `KEY=${token}`,
          `"${token}",`,
          `MY_${token}_OLD`,
          `?q=${token}&a`,
          `${token}\n${token}`,
        ]) {
          const found = text.match(pattern) ?? []
          expect(found.every((each) => each === token)).toBe(true)
          expect([kind, found.length > 0]).toEqual([kind, rule.kinds.includes(kind)])
        }
      }
    }
  })

  test('finds nothing in what is cut short, in another case, masked, or of no kind', () => {
    const token = tokenOf('personal')
    const others = [
      token.slice(0, -1),
      token.toUpperCase(),
      'lk_pat_7Hq2mK9xB1aZ_••••',
      token.replace('lk_pat', 'lk_xyz'),
      'lk_pat_',
    ]
    for (const pattern of patterns) for (const text of others) expect(text).not.toMatch(new RegExp(pattern))
  })
})

test('every keyword stands in every token that its rule finds', () => {
  const [gitleaks, trufflehog] = [read('gitleaks.toml'), read('trufflehog.yaml')]
  for (const { kinds } of scannerRules) {
    for (const kind of kinds) {
      const keyword = tokenOf(kind).slice(0, 7)
      expect(gitleaks).toContain(`"${keyword}"`)
      expect(trufflehog).toContain(`- ${keyword}\n`)
    }
  }
})
