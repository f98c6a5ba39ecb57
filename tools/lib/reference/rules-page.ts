import type { Rule, System } from '../../../spec/rules/rule.ts'
import { systems } from '../../../spec/rules/systems.ts'
import { namedTest, testsOf } from '../rules.ts'
import { page, points, table } from './page.ts'

/** Every rule about tokens with the tests that hold it. */
export function renderRulesPage(): string {
  return page('Rules of tokens', 'spec/rules', [
    'Latchkey carries the token models of five systems, and rules of its own. Here is each rule in a sentence, with the tests ' +
      'that hold it, named as they are written: what a test fills in for each of its cases stands as `%s` or `$name`. A rule ' +
      'without a test, and a test that is not there, fail the laws of the repository.',
    points(systems.map(summary)),
    'A rule marked *otherwise* is one from which Latchkey deviates knowingly: it says what is done instead, and the tests ' +
      'hold that. One marked *dialect* speaks of exact headers, names or paths; it belongs to the front end that speaks that ' +
      'system’s language, and nothing here claims that it is held.',
    ...systems.flatMap(renderSystem),
  ])
}

function summary({ name, rules }: System): string {
  const counted = {
    held: rules.filter((rule) => 'heldBy' in rule && !('instead' in rule)),
    otherwise: rules.filter((rule) => 'instead' in rule),
    elsewhere: rules.filter((rule) => 'belongsTo' in rule),
  }
  const parts = Object.entries(counted).flatMap(([how, those]) =>
    those.length === 0 ? [] : [`${those.length} ${how}`],
  )
  return `[${name}](#${name.toLowerCase()}): ${parts.join(', ')}`
}

function renderSystem({ name, readFrom, rules }: System): string[] {
  const rows = rules.map((rule, index) => [`${index + 1}`, rule.says + remark(rule), tests(rule)])
  return [`## ${name}`, `${readFrom}.`, table(['', 'rule', 'held by'], rows)]
}

function remark(rule: Rule): string {
  if ('instead' in rule) return `<br>*Otherwise:* ${rule.instead}`
  if ('belongsTo' in rule) return `<br>*Dialect:* ${rule.because}`
  return ''
}

function tests(rule: Rule): string {
  const names = testsOf(rule).map((name) => {
    const { file, title } = namedTest(name)
    return `[${file.slice(file.lastIndexOf('/') + 1)}](../${file}) › ${asText(title)}`
  })
  return names.length === 0 ? '–' : names.join('<br>')
}

/** Markdown that shows a title as it is written. */
function asText(title: string): string {
  return title.replaceAll(/[\\`*_$<>[\]]/g, (character) => `\\${character}`)
}
