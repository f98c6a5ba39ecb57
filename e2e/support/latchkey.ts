import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeTestFolder } from '@latchkey/server/database/test-folder'

const program = join(import.meta.dirname, '../../packages/cli/src/main.ts')

/** What a command did. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A person's own home folder, and the variables that are set there. */
export interface Home {
  readonly folder: string
  readonly variables: Record<string, string>
  /** Runs a command to its end: `home.run('space create shop')`, or its words where one holds spaces. */
  run(words: string | readonly string[], input?: string): Promise<Ran>
  /** Starts a command that goes on, such as `serve`. */
  start(words: string | readonly string[]): ChildProcessWithoutNullStreams
  remove(): void
}

/** A home without a login; `file` may be another build of the program. */
export function newHome(file = program): Home {
  const folder = makeTestFolder('home')
  const variables: Record<string, string> = { LATCHKEY_LOG: 'info' }
  const start: Home['start'] = (words) =>
    spawn(process.execPath, [file, ...(typeof words === 'string' ? words.split(' ') : words)], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...variables },
    })
  return {
    folder,
    variables,
    start,
    async run(words, input = '') {
      const child = start(words)
      const [out, err] = [collect(child.stdout), collect(child.stderr)]
      child.stdin.end(input)
      await once(child, 'close')
      return { code: child.exitCode ?? -1, out: out(), err: err() }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Everything that a stream has said so far. */
export function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: string[] = []
  stream.setEncoding('utf8').on('data', (chunk: string) => void chunks.push(chunk))
  return () => chunks.join('')
}

/** A server that was started by `latchkey serve --json`. */
export interface Served {
  readonly url: string
  readonly setupSecret: string | null
  /** Everything that its log holds. */
  readonly log: () => string
  stop(): Promise<void>
}

/** Starts a server on the data folder `data` of a home, on any free port. */
export async function serveIn(home: Home): Promise<Served> {
  const child = home.start('serve --json --port 0 --data data')
  const [out, log] = [collect(child.stdout), collect(child.stderr)]
  while (!out().includes('\n')) {
    if (child.exitCode !== null) throw new Error(`The server did not start: ${log()}`)
    await pause(10)
  }
  const { url, setup_secret: setupSecret } = JSON.parse(out())
  return { url, setupSecret, log, stop: () => stop(child) }
}

/** Asks a process to end, and waits until it has. */
export async function stop(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
