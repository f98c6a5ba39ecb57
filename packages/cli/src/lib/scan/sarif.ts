import { kinds, tokenKinds } from '@latchkey/tokens/kinds'
import { version } from '../version.ts'
import type { Found } from './scan-text.ts'

/** What was found as SARIF 2.1.0, which code hosts show beside the lines; a rule for each kind. */
export function sarifOf(found: readonly Found[]): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'latchkey scan', version, rules: tokenKinds.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: found.map(resultOf),
      },
    ],
  }
}

function ruleOf(kind: keyof typeof kinds) {
  const { title, publishable } = kinds[kind]
  return {
    id: `latchkey/${kind}`,
    shortDescription: { text: `${title} of Latchkey` },
    defaultConfiguration: { level: publishable ? 'note' : 'error' },
    properties: { tags: ['security', 'secret'] },
  }
}

function resultOf({ path, line, column, kind, masked, id, active }: Found) {
  const told = active === undefined ? '' : active ? ' It is active.' : ' It is not active.'
  return {
    ruleId: `latchkey/${kind}`,
    message: { text: `A ${kind} token stands here: ${masked}.${told}` },
    partialFingerprints: { 'latchkeyToken/v1': id },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path === '-' ? 'stdin' : path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line, startColumn: column, endColumn: column + 58 },
        },
      },
    ],
  }
}
