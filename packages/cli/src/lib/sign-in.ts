import type { Client } from '@latchkey/client/client'
import type { Result } from '@latchkey/client/operations'
import { askFor } from './ask.ts'
import type { Terminal } from './terminal.ts'

type SignedIn = Result<'session.second-factor'>

/** Who logs in; `code` of the second factor, asked for when it is needed and absent. */
export interface Credentials {
  readonly email: string
  readonly password: string
  readonly code?: string
}

/** Logs in, in as many steps as the account asks for. */
export async function signIn(terminal: Terminal, client: Client, body: Credentials): Promise<SignedIn> {
  const answer = await client.session.login({ body })
  if (!('second_factor_required' in answer)) return answer
  const { challenge, factors } = answer
  if (factors.every((factor) => factor === 'passkey')) {
    throw new Error('The account asks for a passkey, which takes a browser: keep a personal token with --token-stdin.')
  }
  const code = await askFor(terminal, 'Code of your app, or a recovery code', '--code')
  return client.session.secondFactor({ body: { challenge, code: code.trim() } })
}

/** The token of a session that a sign-in has answered. A server gives none where it was asked for a cookie, which the command line never does. */
export function sessionSecret({ secret }: SignedIn): string {
  if (secret === undefined) throw new Error('The server answered a session without its token: ask whoever runs it.')
  return secret
}
