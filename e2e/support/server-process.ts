import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { makeTestFolder } from '@latchkey/server/database/test-folder'
import type { DatabaseLocation } from '@latchkey/server/database/open-database'
import type { Question, Told } from './server-main.ts'

/** A running server process. */
export interface ServerProcess {
  readonly url: string
  readonly setupSecret: string | null
  /** What it has logged from `error` on. */
  errors(): string
  /** Begins to watch the event loop. */
  watch(): Promise<void>
  /** How long its event loop stood still since then, in milliseconds. */
  delay(): Promise<{ readonly p99: number; readonly max: number }>
  /** As an operator stops it. */
  stop(): Promise<void>
  /** `kill -9`. */
  kill(): Promise<void>
}

export interface ServerProcessOptions {
  readonly location: DatabaseLocation
  /** Several nodes of one installation share it. */
  readonly keyRingFile: string
  /** Further environment variables. */
  readonly variables?: Readonly<Record<string, string>>
}

/** A path for a key ring that does not exist yet. */
export function newKeyRingFile(): string {
  return join(makeTestFolder('ring'), 'key-ring.json')
}

/** Starts a server on any free port; throws what it wrote on standard error when it does not come up. */
export async function startServer({ location, keyRingFile, variables }: ServerProcessOptions): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'server-main.ts'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      LATCHKEY_PORT: '0',
      LATCHKEY_LOG: 'error',
      LATCHKEY_KEY_RING: keyRingFile,
      LATCHKEY_DATA: 'dataFolder' in location ? location.dataFolder : join(keyRingFile, '..'),
      ...('url' in location && { DATABASE_URL: location.url }),
      ...variables,
    },
  })
  const errors: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void errors.push(text))
  const ready = await Promise.race([
    next(child, 'ready'),
    once(child, 'exit').then(() => {
      throw new Error(`The server did not start: ${errors.join('')}`)
    }),
  ])
  const ask = (question: Question) => void child.send(question)
  const exited = once(child, 'exit')
  return {
    url: ready.url,
    setupSecret: ready.setupSecret,
    errors: () => errors.join(''),
    watch: async () => {
      ask('watch')
      await next(child, 'watching')
    },
    delay: async () => {
      ask('delay')
      return next(child, 'delay')
    },
    stop: async () => {
      if (child.connected) ask('stop')
      await exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

type Of<Is extends Told['is']> = Extract<Told, { is: Is }>

function next<Is extends Told['is']>(child: ChildProcess, is: Is): Promise<Of<Is>> {
  return new Promise((resolve) => {
    const listen = (told: Told) => {
      if (told.is !== is) return
      child.off('message', listen)
      resolve(told as Of<Is>)
    }
    child.on('message', listen)
  })
}
