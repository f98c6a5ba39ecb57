import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ignored } from './ignore-file.ts'

/** Why a file was not looked into. */
export type SkipReason = 'ignored' | 'symbolic link' | 'binary' | 'too large' | 'unreadable' | 'no file'

export interface Skipped {
  readonly path: string
  readonly reason: SkipReason
}

/** A file to be read, or what was left out. `path` is below the root, with `/`. */
export type Met = { readonly is: 'file'; readonly path: string } | ({ readonly is: 'skipped' } & Skipped)

/** Folders that hold no text of anybody's own. */
const foldersLeftOut: ReadonlySet<string> = new Set(['.git'])

/** The largest file that is looked into, in bytes. */
export const fileBytesMax = 10 * 1024 * 1024

/** Every file below a folder, in the order of names; follows no symbolic link, so that it never leaves the folder. */
export async function* walk(root: string, ignored: Ignored, below = ''): AsyncGenerator<Met> {
  let names: string[]
  try {
    names = await readdir(join(root, below))
  } catch {
    yield { is: 'skipped', path: below === '' ? '.' : below, reason: 'unreadable' }
    return
  }
  for (const name of names.toSorted()) {
    const path = below === '' ? name : `${below}/${name}`
    if (ignored.path(path)) {
      yield { is: 'skipped', path, reason: 'ignored' }
      continue
    }
    yield* meet(root, path, name, ignored)
  }
}

async function* meet(root: string, path: string, name: string, ignored: Ignored): AsyncGenerator<Met> {
  const found = await lstat(join(root, path)).catch(() => null)
  if (found === null) yield { is: 'skipped', path, reason: 'unreadable' }
  else if (found.isSymbolicLink()) yield { is: 'skipped', path, reason: 'symbolic link' }
  else if (found.isDirectory()) {
    if (!foldersLeftOut.has(name)) yield* walk(root, ignored, path)
  } else if (!found.isFile()) yield { is: 'skipped', path, reason: 'no file' }
  else if (found.size > fileBytesMax) yield { is: 'skipped', path, reason: 'too large' }
  else yield { is: 'file', path }
}
