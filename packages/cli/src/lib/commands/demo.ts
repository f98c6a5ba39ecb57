import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfiguration } from '@latchkey/server/configuration'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { buildStudio } from '../demo/build-studio.ts'
import { asOwner, ownerOf } from '../demo/owner.ts'
import { setUpShop, space } from '../demo/set-up-shop.ts'
import { welcome } from '../demo/tour.ts'
import { UsageError } from '../exit-codes.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'
import { stopped } from './serve.ts'

interface DemoOptions {
  readonly data: string
  readonly port?: string
  readonly reset?: boolean
}

export function addDemo(program: Command, terminal: Terminal): void {
  const command = program
    .command('demo')
    .summary('run a server with a small shop to try things on')
    .description(
      'Runs a server with a clothing store: products in two languages, drafts, a role, tokens; and prints requests to try.\n' +
        'A second start goes on with the same data.',
    )
    .option('--data <folder>', 'data folder', './data/demo')
    .option('--port <number>', 'port to listen on (4010); 0 for any free one')
    .option('--reset', 'delete the data of an earlier demo and begin again')
  handle<DemoOptions>(terminal, command, runDemo)
}

async function runDemo({ terminal, output }: Context, { data, port, reset }: DemoOptions): Promise<void> {
  const ownerFile = join(data, 'demo-owner.json')
  if (reset) await clear(data, ownerFile)
  const configuration = readConfiguration({
    LATCHKEY_LOG: 'warn',
    ...terminal.env,
    ...(port !== undefined && { LATCHKEY_PORT: port }),
    LATCHKEY_DATA: data,
    LATCHKEY_KEY_RING: undefined,
    DATABASE_URL: undefined,
  })
  // Before the server starts: it looks for the studio then. A demo is of use without it, too.
  await buildStudio().catch((error: unknown) => terminal.err(`The studio could not be built: ${String(error)}`))
  const { serve } = await import('@latchkey/server/serve')
  const server = await serve(configuration)
  try {
    const { url, setupSecret } = server
    const fresh = () => ({ email: 'owner@example.com', password: randomBytes(12).toString('base64url') })
    const owner = await ownerOf(ownerFile, fresh, { url, secret: setupSecret })
    const tokens = await asOwner(url, owner, setUpShop)
    if (output.json) terminal.out(JSON.stringify({ url, space, owner, tokens }))
    else terminal.out(welcome(url, owner, tokens, resolve(data)))
    await stopped(terminal.signal)
  } finally {
    await server.close()
  }
  terminal.err('Stopped.')
}

/** Deletes the data of a demo, and of nothing else: a folder that no demo has made is left alone. */
async function clear(data: string, ownerFile: string): Promise<void> {
  if (!existsSync(data)) return
  if (!existsSync(ownerFile)) throw new UsageError(`${resolve(data)} is no demo’s folder: it is not deleted.`)
  await rm(data, { recursive: true })
}
