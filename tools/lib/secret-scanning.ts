import { kinds, type TokenKind, tokenKinds } from '@latchkey/tokens/kinds'
import { patternOf, tokenStart } from '@latchkey/tokens/text'

/** A rule for secret scanners: the kinds that it finds. Two, because a key in a public page is no leak. */
export interface ScannerRule {
  readonly id: string
  readonly description: string
  readonly kinds: readonly TokenKind[]
}

export const scannerRules: readonly ScannerRule[] = [
  {
    id: 'latchkey-secret-token',
    description: 'Latchkey token that is for servers alone: whoever has it can use it. Revoke it.',
    kinds: tokenKinds.filter((kind) => !kinds[kind].publishable),
  },
  {
    id: 'latchkey-publishable-token',
    description: 'Latchkey token that may stand in a public page. Allow it where it belongs.',
    kinds: tokenKinds.filter((kind) => kinds[kind].publishable),
  },
]

const origin = '# Written by `npm run derive` from packages/tokens/src/text.ts and kinds.ts.'

/** Texts that every match holds: scanners look for these before they try a pattern. */
function keywordsOf({ kinds: named }: ScannerRule): string[] {
  return named.map((kind) => `${tokenStart}${kinds[kind].prefix}_`)
}

export function renderGitleaksRules(): string {
  const rules = scannerRules.map((rule) =>
    [
      '[[rules]]',
      `id = "${rule.id}"`,
      `description = "${rule.description}"`,
      `regex = '''${patternOf(rule.kinds)}'''`,
      `keywords = [${keywordsOf(rule)
        .map((keyword) => `"${keyword}"`)
        .join(', ')}]`,
      'tags = ["latchkey"]',
    ].join('\n'),
  )
  return [origin, '[extend]\nuseDefault = true', ...rules, ''].join('\n\n').trimEnd() + '\n'
}

export function renderTrufflehogDetectors(): string {
  const detectors = scannerRules.map((rule) =>
    [
      `  - name: ${rule.id}`,
      `    description: '${rule.description}'`,
      '    keywords:',
      ...keywordsOf(rule).map((keyword) => `      - ${keyword}`),
      '    regex:',
      `      token: '${patternOf(rule.kinds)}'`,
    ].join('\n'),
  )
  return [origin, 'detectors:', ...detectors, ''].join('\n')
}

export function renderGithubPatterns(): string {
  const patterns = scannerRules.map((rule) =>
    [
      `## ${rule.id}`,
      rule.description,
      ['| field | value |', '|---|---|', `| Pattern name | \`${rule.id}\` |`].join('\n'),
      'Secret format:',
      `\`\`\`\n${patternOf(rule.kinds)}\n\`\`\``,
      'Before secret, and after secret: as they are given (`\\A|[^0-9A-Za-z]` and `\\z|[^0-9A-Za-z]`).',
    ].join('\n\n'),
  )
  return (
    [
      '# GitHub custom patterns',
      `<!-- ${origin.slice(2)} -->`,
      'How to use them: [Secret scanning](../secret-scanning.md).',
      ...patterns,
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  )
}
