import { constants } from 'node:fs'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../exit-codes.ts'
import { readInput, type Terminal } from '../terminal.ts'
import type { Ignored } from './ignore-file.ts'
import { isBinary } from './is-binary.ts'
import { fileBytesMax, type Met, type Skipped, walk } from './walk.ts'

/** A text to be looked through. `path` as it is told: below what was named, or `-`. */
export interface Text {
  readonly path: string
  readonly text: string
}

/** What a scan looks through, and what it does not. */
export interface Texts {
  readonly terminal: Terminal
  /** A file, a folder, or `-` for standard input. */
  readonly path: string
  readonly ignored: Ignored
  /** Told of everything that is left out. */
  readonly onSkipped: (skipped: Skipped) => void
}

/** The texts of a file, of all files below a folder, or of standard input. No symbolic link is followed. */
export async function* textsOf({ terminal, path, ignored, onSkipped }: Texts): AsyncGenerator<Text> {
  if (path === '-') {
    yield { path, text: await readInput(terminal) }
    return
  }
  for await (const met of filesOf(path, ignored)) {
    terminal.signal.throwIfAborted()
    const bytes = met.is === 'file' ? await readPlain(met.path) : null
    if (met.is === 'skipped') onSkipped(met)
    else if (bytes === null) onSkipped({ path: met.path, reason: 'unreadable' })
    else if (isBinary(bytes)) onSkipped({ path: met.path, reason: 'binary' })
    else yield { path: met.path, text: bytes.toString('utf8') }
  }
}

/** A file that was named is looked into, whatever would be left out below a folder. */
async function* filesOf(path: string, ignored: Ignored): AsyncGenerator<Met> {
  const root = await lstat(path).catch(() => null)
  if (root === null) throw new UsageError(`There is no ${path}.`)
  if (root.isDirectory()) {
    for await (const met of walk(path, ignored)) yield { ...met, path: join(path, met.path) }
  } else if (!root.isFile()) {
    throw new UsageError(`${path} is neither a file nor a folder. Of a symbolic link name what it points to.`)
  } else if (root.size > fileBytesMax) yield { is: 'skipped', path, reason: 'too large' }
  else yield { is: 'file', path }
}

/** Not through a link, also where a file was one only a moment ago. */
function readPlain(path: string): Promise<Buffer | null> {
  return readFile(path, { flag: constants.O_RDONLY | constants.O_NOFOLLOW }).catch(() => null)
}
