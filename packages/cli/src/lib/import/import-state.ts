import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isObject } from './row.ts'
import type { Terminal } from '../terminal.ts'

/** How far an import has come: rows of the file that the server has answered, counted from its start. */
export interface ImportState {
  /** Where a run that stopped goes on; 0 for a new one. */
  readonly rows: number
  advance(rows: number): Promise<void>
  /** Forgets the position; the import is complete. */
  finish(): Promise<void>
}

/** No position is kept: standard input cannot be read again. */
export const forgetful: ImportState = { rows: 0, advance: async () => {}, finish: async () => {} }

/**
 * The position of this import: of a file with exactly these bytes, to this place, with these options.
 *
 * The position is only a shortcut. Entries are written by type and slug, so that a row sent twice is one entry all the same.
 */
export async function openState(
  terminal: Pick<Terminal, 'env'>,
  file: string,
  destination: readonly unknown[],
): Promise<ImportState> {
  const hash = createHash('sha256').update(JSON.stringify(destination))
  const chunks: AsyncIterable<Uint8Array> = createReadStream(file)
  for await (const chunk of chunks) hash.update(chunk)
  const folder = stateFolder(terminal)
  const path = join(folder, `import-${hash.digest('hex').slice(0, 32)}.json`)
  return {
    rows: await readRows(path),
    async advance(rows) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(`${path}.new`, JSON.stringify({ file, rows }), { mode: 0o600 })
      await rename(`${path}.new`, path)
    },
    finish: () => rm(path, { force: true }),
  }
}

/** Where this person’s commands keep how far they have come. */
export function stateFolder({ env }: Pick<Terminal, 'env'>): string {
  return join(env['XDG_STATE_HOME'] ?? join(env['HOME'] ?? homedir(), '.local', 'state'), 'latchkey')
}

/** A damaged or missing file means the start: sending a row again does no harm. */
async function readRows(path: string): Promise<number> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'))
    const rows = isObject(kept) ? kept['rows'] : null
    return typeof rows === 'number' && Number.isSafeInteger(rows) && rows > 0 ? rows : 0
  } catch {
    return 0
  }
}
