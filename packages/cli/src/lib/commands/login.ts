import { createClient } from '@latchkey/client/client'
import { LatchkeyProblem } from '@latchkey/client/problem'
import type { Command } from 'commander'
import { askFor, askSecret } from '../ask.ts'
import type { Context } from '../context.ts'
import { credentialsPath, forgetCredential, keepCredential } from '../credentials.ts'
import { handle } from '../handle.ts'
import { sessionSecret, signIn } from '../sign-in.ts'
import type { Terminal } from '../terminal.ts'

interface LoginOptions {
  readonly email?: string
  readonly passwordStdin?: boolean
  readonly code?: string
  readonly tokenStdin?: boolean
}

interface SetupOptions {
  readonly email?: string
  readonly name?: string
  readonly passwordStdin?: boolean
}

export function addLogin(program: Command, terminal: Terminal): void {
  const login = program
    .command('login')
    .summary('log in to a server and remember it')
    .description(
      'Keeps a session, or the token that you give, in ~/.config/latchkey/credentials.json for you alone (mode 0600).',
    )
    .option('--email <address>', 'your e-mail address')
    .option('--password-stdin', 'read the password from standard input')
    .option('--code <code>', 'code of your one-time password app, or a recovery code')
    .option('--token-stdin', 'keep the token that is read from standard input, instead of logging in')
    .addHelpText(
      'after',
      `
Examples:
  latchkey login --url https://content.example.com
  pass content | latchkey login --email ada@example.com --password-stdin`,
    )
  handle<LoginOptions>(terminal, login, runLogin)

  const logout = program.command('logout').description('End the session and forget the token of a server.')
  handle(terminal, logout, runLogout)

  const setup = program
    .command('setup')
    .summary('make yourself the first owner of a new server')
    .description(
      'Creates the first account with the one-time secret that the server has printed (LATCHKEY_SETUP_SECRET), and logs in.',
    )
    .option('--email <address>', 'your e-mail address')
    .option('--name <name>', 'your name')
    .option('--password-stdin', 'read the password from standard input')
  handle<SetupOptions>(terminal, setup, runSetup)
}

async function runLogin(context: Context, options: LoginOptions): Promise<void> {
  const { terminal } = context
  const url = await context.url()
  if (options.tokenStdin) {
    const token = await askSecret(terminal, 'Token', true, '--token-stdin')
    const label = `${/^lk_([a-z]{3})_/.exec(token)?.[1] ?? 'unknown'} token`
    await keepCredential(credentialsPath(terminal), url, { token, label })
    context.output.done(`The token for ${url} is kept.`, { url, label })
    return
  }
  const email = options.email ?? (await askFor(terminal, 'E-mail address', '--email'))
  const password = await askSecret(terminal, 'Password', options.passwordStdin === true, '--password-stdin')
  const { code } = options
  const session = await signIn(terminal, createClient({ url }), {
    email,
    password,
    ...(code !== undefined && { code }),
  })
  const { account } = session
  await keepCredential(credentialsPath(terminal), url, { token: sessionSecret(session), label: account.email })
  context.output.done(`Logged in to ${url} as ${account.email}.`, { url, account })
}

async function runLogout(context: Context): Promise<void> {
  const url = await context.url()
  const client = await context.client()
  try {
    await client.session.logout()
  } catch (error) {
    // A token that was kept is no session, or its session has ended: it is forgotten all the same.
    if (!(error instanceof LatchkeyProblem) || ![401, 403, 404].includes(error.status)) throw error
  }
  const known = await forgetCredential(credentialsPath(context.terminal), url)
  context.output.done(known ? `Logged out of ${url}.` : `There was no login to ${url}.`, { url })
}

async function runSetup(context: Context, options: SetupOptions): Promise<void> {
  const { terminal } = context
  const url = await context.url()
  const setupSecret =
    terminal.env['LATCHKEY_SETUP_SECRET'] ??
    (await askSecret(terminal, 'Set-up secret', false, 'LATCHKEY_SETUP_SECRET'))
  const email = options.email ?? (await askFor(terminal, 'E-mail address', '--email'))
  const name = options.name ?? (await askFor(terminal, 'Name', '--name'))
  const password = await askSecret(
    terminal,
    'Password, 10 characters or more',
    options.passwordStdin === true,
    '--password-stdin',
  )
  const client = createClient({ url })
  const session = await client.setup.createOwner({
    body: { setup_secret: setupSecret, email, name, password },
  })
  const { account } = session
  await keepCredential(credentialsPath(terminal), url, { token: sessionSecret(session), label: account.email })
  context.output.done(`${account.email} owns ${url} now, and is logged in.`, { url, account })
}
