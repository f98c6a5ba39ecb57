import type { Rule, System, TestName } from '../../spec/rules/rule.ts'
import { testTitlesIn } from './test-titles.ts'

/** A test that a rule names, taken apart. */
export interface NamedTest {
  readonly file: string
  readonly title: string
}

/** `e2e/a.test.ts › block › title` is the title `block › title` of that file. */
export function namedTest(name: TestName): NamedTest {
  const [file = '', ...titles] = name.split(' › ')
  return { file, title: titles.join(' › ') }
}

/** The tests that hold a rule; none of one that belongs elsewhere. */
export function testsOf(rule: Rule): readonly TestName[] {
  return 'heldBy' in rule ? rule.heldBy : []
}

/** What is wrong with the rules, rule by rule; `read` answers null for a missing file. */
export function faultsIn(systems: readonly System[], read: (path: string) => string | null): string[] {
  const titles = new Map<string, ReadonlySet<string> | null>()
  const titlesOf = (file: string) => {
    if (!titles.has(file)) {
      const source = read(file)
      titles.set(file, source === null ? null : new Set(testTitlesIn(source)))
    }
    return titles.get(file) ?? null
  }
  const faultsOf = (rule: Rule) => [
    ...(isEmpty(rule) ? ['says nothing, or nothing holds it'] : []),
    ...testsOf(rule).flatMap((name) => {
      const { file, title } = namedTest(name)
      const there = titlesOf(file)
      if (there === null) return [`there is no ${file}`]
      return there.has(title) ? [] : [`${file} has no test “${title}”`]
    }),
  ]
  return systems.flatMap(({ name, rules }) =>
    rules.flatMap((rule, index) => faultsOf(rule).map((fault) => `${name} ${index + 1}: ${fault}`)),
  )
}

function isEmpty(rule: Rule): boolean {
  const words = [rule.says, 'instead' in rule ? rule.instead : null, 'because' in rule ? rule.because : null]
  return words.some((text) => text?.trim() === '') || ('heldBy' in rule && testsOf(rule).length === 0)
}
