import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stateFolder } from '../import/import-state.ts'
import { isObject } from '../import/row.ts'
import type { Terminal } from '../terminal.ts'

/** What a run has done, a line each, so that the next one knows after a kill. */
export interface Journal {
  readonly path: string
  /** Whether an earlier run was stopped before its end. */
  readonly unfinished: boolean
  /** The id, the name or the mark that was kept of a thing; undefined when nothing was. */
  get(step: Step, key: string): string | undefined
  put(step: Step, pairs: readonly (readonly [key: string, value: string])[]): Promise<void>
  /** The next run begins with the first entry again, and knows files and types. */
  finish(): Promise<void>
}

/**
 * `type`: we made it. `name`: the name under which a file is about to be uploaded. `file` and `entry`: ids. `settled`: its
 * links and tags are there, and it is live where it should be.
 */
export type Step = 'type' | 'name' | 'file' | 'entry' | 'settled'

const ofEveryRun: readonly Step[] = ['entry', 'settled']

/** The journal of an import from this source to this place. */
export async function openJournal(
  terminal: Pick<Terminal, 'env'>,
  identity: readonly unknown[],
  given?: string,
): Promise<Journal> {
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
  const folder = stateFolder(terminal)
  const path = given ?? join(folder, `move-${hash}.ndjson`)
  const kept = new Map<string, string>()
  let unfinished = false
  for (const line of await linesOf(path)) {
    if ('finished' in line) {
      unfinished = false
      for (const at of kept.keys()) if (ofEveryRun.some((step) => at.startsWith(`${step} `))) kept.delete(at)
    } else if (typeof line['step'] === 'string' && typeof line['key'] === 'string') {
      unfinished = true
      kept.set(`${line['step']} ${line['key']}`, String(line['value']))
    }
  }
  const append = async (lines: readonly object[]) => {
    if (given === undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
    // A line break before each line as well: what a kill has left half written spoils no other line.
    await appendFile(path, lines.map((line) => `\n${JSON.stringify(line)}\n`).join(''), { mode: 0o600 })
  }
  return {
    path,
    unfinished,
    get: (step, key) => kept.get(`${step} ${key}`),
    async put(step, pairs) {
      if (pairs.length === 0) return
      await append(pairs.map(([key, value]) => ({ step, key, value })))
      for (const [key, value] of pairs) kept.set(`${step} ${key}`, value)
    },
    finish: () => append([{ finished: true }]),
  }
}

/** What can be read; a line that was cut off says nothing. */
async function linesOf(path: string): Promise<Readonly<Record<string, unknown>>[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line)
      return isObject(value) ? [value] : []
    } catch {
      return []
    }
  })
}
