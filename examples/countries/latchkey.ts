import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

const program = join(import.meta.dirname, '../../packages/cli/bin/latchkey.mjs')

/** Variables for the commands: which server, and which token. */
export type Variables = Readonly<Record<string, string>>

/** Runs a command as a person would, shows it, and answers what it printed. Throws when it fails. */
export async function latchkey(words: readonly string[], variables: Variables, input?: string): Promise<string> {
  console.log(`\n$ latchkey ${words.map((word) => (/^[\w@.,/:=-]+$/.test(word) ? word : `'${word}'`)).join(' ')}`)
  const child = start(words, variables)
  child.stdin?.end(input)
  const [out] = await Promise.all([child.stdout ? text(child.stdout) : '', once(child, 'exit')])
  if (child.exitCode !== 0) throw new Error(`latchkey ${words[0]} ended with ${child.exitCode}.`)
  return out.trim()
}

/** A server of its own, on any free port. */
export async function startServer(
  folder: string,
): Promise<{ url: string; setupSecret: string; stop(): Promise<void> }> {
  const child = start(['serve', '--json', '--port', '0', '--data', folder], { LATCHKEY_LOG: 'warn', DATABASE_URL: '' })
  if (child.stdout === null) throw new Error('The server’s output is not connected.')
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const line = await Promise.race([lines[Symbol.asyncIterator]().next(), exited])
  if (Array.isArray(line) || line.done) throw new Error('The server did not start.')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `serve --json` prints.
  const { url, setup_secret: setupSecret } = JSON.parse(line.value) as { url: string; setup_secret: string }
  return {
    url,
    setupSecret,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function start(words: readonly string[], variables: Variables): ChildProcess {
  return spawn(process.execPath, [program, ...words], {
    env: { ...process.env, ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}
