import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Terminal } from './terminal.ts'

/** What is kept for one server. */
export interface Credential {
  readonly token: string
  /** Who it belongs to, for people: an e-mail address, or the kind of token. */
  readonly label: string
}

interface CredentialsFile {
  /** The server that was logged in to last; used when none is named. */
  readonly current: string | null
  readonly servers: Readonly<Record<string, Credential>>
}

/** `~/.config/latchkey/credentials.json`, or in `XDG_CONFIG_HOME`. */
export function credentialsPath({ env }: Pick<Terminal, 'env'>): string {
  return join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? homedir(), '.config'), 'latchkey', 'credentials.json')
}

/** Everything that is kept; nothing when there is no file yet. Throws for a file that cannot be read. */
export async function readCredentials(path: string): Promise<CredentialsFile> {
  let text
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { current: null, servers: {} }
    throw error
  }
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by writeCredentials alone; anything else fails below.
    const { current, servers } = JSON.parse(text) as CredentialsFile
    return { current, servers: { ...servers } }
  } catch {
    throw new Error(`${path} is damaged: delete it and log in again.`)
  }
}

/** Keeps a server's token, readable by its owner alone, and makes it the current server. */
export async function keepCredential(path: string, url: string, credential: Credential): Promise<void> {
  const { servers } = await readCredentials(path)
  await write(path, { current: url, servers: { ...servers, [url]: credential } })
}

/** Forgets a server's token. Whether there was one. */
export async function forgetCredential(path: string, url: string): Promise<boolean> {
  const { current, servers } = await readCredentials(path)
  if (!Object.hasOwn(servers, url)) return false
  const rest = Object.fromEntries(Object.entries(servers).filter(([each]) => each !== url))
  await write(path, { current: current === url ? null : current, servers: rest })
  return true
}

/** Replaced as a whole, so that a crash leaves the old file or the new one. */
async function write(path: string, file: CredentialsFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}`
  await writeFile(fresh, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(fresh, path)
}
