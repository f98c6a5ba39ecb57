import { once } from 'node:events'
import { readConfiguration, variables } from '@latchkey/server/configuration'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { handle } from '../handle.ts'
import { studioOrigin } from '../studio-origin.ts'
import { alignColumns } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface ServeOptions {
  readonly data?: string
  readonly port?: string
  readonly host?: string
}

export function addServe(program: Command, terminal: Terminal): void {
  const command = program
    .command('serve')
    .summary('run the server')
    .description('Runs the server until it is told to stop. The first start makes the database and the key ring.')
    .option('--data <folder>', 'data folder (./data)')
    .option('--port <number>', 'port to listen on (4010); 0 for any free one')
    .option('--host <address>', 'address to listen on (127.0.0.1)')
    .addHelpText('after', () => `\nEnvironment:\n${indented(alignColumns(Object.entries(variables)))}`)
  handle<ServeOptions>(terminal, command, runServe)
}

async function runServe({ terminal, output }: Context, { data, port, host }: ServeOptions): Promise<void> {
  const configuration = readConfiguration({
    ...terminal.env,
    ...(data !== undefined && { LATCHKEY_DATA: data }),
    ...(port !== undefined && { LATCHKEY_PORT: port }),
    ...(host !== undefined && { LATCHKEY_HOST: host }),
  })
  // Loaded here, so that every other command starts without the server.
  const { serve } = await import('@latchkey/server/serve')
  const server = await serve(configuration)
  const { url, setupSecret } = server
  const studio = studioOrigin(url, configuration.settings.publicUrl)
  if (output.json) terminal.out(JSON.stringify({ url, setup_secret: setupSecret }))
  else terminal.out(`Latchkey answers at ${url}. Ctrl-C stops it.`)
  if (setupSecret !== null && !output.json) {
    terminal.out(
      `\nNobody owns this installation yet. In a browser:\n  ${studio}/studio/set-up#${setupSecret}\n` +
        `or in another terminal:\n  LATCHKEY_SETUP_SECRET=${setupSecret} latchkey setup --url ${url}`,
    )
  }
  await stopped(terminal.signal)
  await server.close()
  terminal.err('Stopped.')
}

/** Resolves when the process is asked to stop; a server that stops is no failure. */
export async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
