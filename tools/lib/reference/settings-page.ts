import { variables } from '@latchkey/server/configuration'
import { page, table } from './page.ts'

/** The environment variables that a server reads. */
export function renderSettingsPage(): string {
  return page('Settings', 'packages/server/src/configuration.ts', [
    'A server is told everything by environment variables; the default stands in brackets. ' +
      'A value that cannot be used stops the start with a sentence that names the variable. ' +
      'How they work together: [Operating](../operating.md).',
    table(
      ['variable', 'what it says'],
      Object.entries(variables).map(([name, description]) => [`\`${name}\``, description]),
    ),
  ])
}
