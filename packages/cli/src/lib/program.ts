import { Command } from 'commander'
import { addAlias } from './commands/alias.ts'
import { addAssertion } from './commands/assertion.ts'
import { addAsset } from './commands/asset.ts'
import { addBranch } from './commands/branch.ts'
import { addActivity } from './commands/activity.ts'
import { addAudit } from './commands/audit.ts'
import { addBackup } from './commands/backup.ts'
import { addCall } from './commands/call.ts'
import { addComment } from './commands/comment.ts'
import { addCompletion } from './commands/completion.ts'
import { addConfirm } from './commands/confirm.ts'
import { addDatasource } from './commands/datasource.ts'
import { addDemo } from './commands/demo.ts'
import { addEntry } from './commands/entry.ts'
import { addExplain } from './commands/explain.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addImportFrom } from './commands/import-from.ts'
import { addInvitation } from './commands/invitation.ts'
import { addLogin } from './commands/login.ts'
import { addPublishRequest } from './commands/publish-request.ts'
import { addRelease } from './commands/release.ts'
import { addScan } from './commands/scan.ts'
import { addSchema } from './commands/schema.ts'
import { addOrganization } from './commands/organization.ts'
import { addServe } from './commands/serve.ts'
import { addSpace } from './commands/space.ts'
import { addTag } from './commands/tag.ts'
import { addToken } from './commands/token.ts'
import { addTrash } from './commands/trash.ts'
import { addWebhook } from './commands/webhook.ts'
import { addUpdate } from './commands/update.ts'
import { exitCodes } from './exit-codes.ts'
import { alignColumns } from './table.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/** Every command, ready to be parsed. Nothing exits the process: what ends a command is thrown. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('latchkey')
    .description('A self-hosted content platform in which every token opens exactly its own door.')
    .version(version, '--version', 'print the version')
    .option('--url <address>', 'server (LATCHKEY_URL, or the last login)')
    .option('--json', 'print results as JSON')
    .helpOption('-h, --help', 'print help')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(text),
    })
    .exitOverride()
    .addHelpText(
      'after',
      () => `
Environment:
  LATCHKEY_URL    server
  LATCHKEY_TOKEN  token; comes before the one that login has kept
  LATCHKEY_SPACE  space

Exit codes:
${alignColumns(Object.values(exitCodes).map(({ code, meaning }) => ['', String(code), meaning]))}

Examples:
  latchkey demo
  latchkey login --url https://content.example.com
  latchkey content import products.csv --space shop --type products --publish
  latchkey token create --space shop --kind delivery --name "Storefront"`,
    )
  addServe(program, terminal)
  addDemo(program, terminal)
  addLogin(program, terminal)
  addConfirm(program, terminal)
  addSpace(program, terminal)
  addOrganization(program, terminal)
  addInvitation(program, terminal)
  addToken(program, terminal)
  addScan(program, terminal)
  addAssertion(program, terminal)
  addExplain(program, terminal)
  const content = program.command('content').description('Import and export entries.')
  addImport(content, terminal)
  addExport(content, terminal)
  addImportFrom(program, terminal)
  addRelease(program, terminal)
  addEntry(program, terminal)
  addPublishRequest(program, terminal)
  addComment(program, terminal)
  addTag(program, terminal)
  addTrash(program, terminal)
  addAsset(program, terminal)
  addWebhook(program, terminal)
  addSchema(program, terminal)
  addDatasource(program, terminal)
  addBranch(program, terminal)
  addAlias(program, terminal)
  addActivity(program, terminal)
  addAudit(program, terminal)
  addBackup(program, terminal)
  addUpdate(program, terminal)
  addCall(program, terminal)
  addCompletion(program, terminal)
  return program
}
