import { catalogueOfActions } from '@latchkey/contract/catalogue'
import { codes, page, table } from './page.ts'

/** The catalogue of grantable actions. */
export function renderActionsPage(): string {
  const actions = catalogueOfActions()
  const areas = Map.groupBy(actions, ({ name }) => name.slice(0, name.indexOf('.')))
  return page('Actions', 'packages/contract/src/actions.ts', [
    'Every action that a grant can name, with the conditions that it can carry and the calls that perform it. ' +
      'What a grant is and how these words are used: [Grants](../grants.md). The same list as JSON: `GET /api/v1/catalogue`.',
    'An action without a call can be granted today and does nothing yet: ' +
      '[why](../../decisions/005-actions-are-declared-before-their-operations.md). ' +
      'A call may need further actions, such as `content.publish` for a change of status to published.',
    ...[...areas].map(([area, members]) =>
      [
        `## ${area}`,
        table(
          ['action', 'conditions', 'performed by'],
          members.map(({ name, conditions, operations }) => [`\`${name}\``, codes(conditions), calls(operations)]),
        ),
      ].join('\n\n'),
    ),
  ])
}

function calls(ids: readonly string[]): string {
  return ids.length === 0 ? 'nothing yet' : ids.map((id) => `[\`${id}\`](operations.md#${anchor(id)})`).join(', ')
}

/** The anchor that GitHub gives to a heading that is an operation's id. */
function anchor(id: string): string {
  return id.replaceAll('.', '')
}
