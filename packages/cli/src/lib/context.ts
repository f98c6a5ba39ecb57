import { type Client, createClient } from '@latchkey/client/client'
import type { Command } from 'commander'
import { credentialsPath, readCredentials } from './credentials.ts'
import { UsageError } from './exit-codes.ts'
import { type Output, outputTo } from './output.ts'
import type { Terminal } from './terminal.ts'

/** The server that is meant when nothing says otherwise. */
export const defaultUrl = 'http://127.0.0.1:4010'

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal
  readonly output: Output
  /** Address of the server: `--url`, `LATCHKEY_URL`, the last login, or the default port of this machine. */
  url(): Promise<string>
  /** A client with the token of `LATCHKEY_TOKEN` or of the last login to that server; without one when there is none. */
  client(): Promise<Client>
  /** The space that is meant: `--space` or `LATCHKEY_SPACE`. Throws when neither is given. */
  space(option: string | undefined): string
}

/** Options that every command takes. */
interface GlobalOptions {
  readonly url?: string
  readonly json?: boolean
}

/** The context of a command that is about to run. */
export function contextOf(terminal: Terminal, command: Command): Context {
  const options = command.optsWithGlobals<GlobalOptions>()
  const { env } = terminal
  const url = async () => {
    const given = options.url ?? env['LATCHKEY_URL'] ?? (await readCredentials(credentialsPath(terminal))).current
    return normalise(given ?? defaultUrl)
  }
  return {
    terminal,
    output: outputTo(terminal, options.json === true),
    url,
    async client() {
      const at = await url()
      const { servers } = await readCredentials(credentialsPath(terminal))
      const token = env['LATCHKEY_TOKEN'] ?? (Object.hasOwn(servers, at) ? servers[at]?.token : undefined)
      return createClient({ url: at, ...(token !== undefined && { token }) })
    },
    space(option) {
      const space = option ?? env['LATCHKEY_SPACE']
      if (space === undefined) throw new UsageError('Say which space: --space, or LATCHKEY_SPACE.')
      return space
    },
  }
}

/** One spelling of an address, so that a login is found again. */
export function normalise(url: string): string {
  if (!URL.canParse(url)) throw new UsageError(`${url} is no address: write it like https://content.example.com.`)
  return new URL(url).href.replace(/\/+$/, '')
}
