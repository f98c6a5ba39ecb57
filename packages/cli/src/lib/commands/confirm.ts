import type { Command } from 'commander'
import { askFor, askSecret } from '../ask.ts'
import type { Context } from '../context.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface ConfirmOptions {
  readonly passwordStdin?: boolean
  readonly code?: string
}

export function addConfirm(program: Command, terminal: Terminal): void {
  const command = program
    .command('confirm')
    .summary('prove again who you are')
    .description(
      'Makes the login count as fresh, which is asked before a token is made, a secret read again or an account changed.',
    )
    .option('--password-stdin', 'read the password from standard input')
    .option('--code <code>', 'code of your one-time password app, or a recovery code')
  handle<ConfirmOptions>(terminal, command, runConfirm)
}

async function runConfirm(context: Context, options: ConfirmOptions): Promise<void> {
  const { terminal } = context
  const client = await context.client()
  const { totp, passkeys } = await client.accountFactors.show()
  const body =
    totp !== null || passkeys.length > 0
      ? { code: options.code ?? (await askFor(terminal, 'Code of your app, or a recovery code', '--code')) }
      : { password: await askSecret(terminal, 'Password', options.passwordStdin === true, '--password-stdin') }
  const confirmed = await client.session.confirm({ body })
  context.output.done('The login counts as fresh.', confirmed)
}
