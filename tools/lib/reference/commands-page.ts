import { helpPages } from '@latchkey/cli/help-pages'
import { page } from './page.ts'

/** The help of the command line. */
export function renderCommandsPage(): string {
  return page('Commands', 'packages/cli/src/lib/program.ts', [
    'What `--help` says, of every command. How to begin: [Command line](../command-line.md).',
    ...helpPages().map(({ command, help }) => `## ${command}\n\n\`\`\`text\n${help}\n\`\`\``),
  ])
}
