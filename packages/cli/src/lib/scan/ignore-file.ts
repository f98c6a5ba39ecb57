import { matchesGlob } from 'node:path'

/** What a scan leaves out, by what `.latchkeyignore` says. */
export interface Ignored {
  /** Whether a file or folder is left out: its path below the root of the scan, with `/`. */
  readonly path: (path: string) => boolean
  /** Whether a token is known and left out, by its public id. */
  readonly token: (id: string) => boolean
}

/** The name of the file, in the folder that is scanned. */
export const ignoreFileName = '.latchkeyignore'

const tokenId = /^[0-9A-Za-z]{12}$/

/**
 * Reads it: a line is `token:<id>` for a token that is known, or a glob over paths (`docs/**`, `*.snap`); `#` begins a comment.
 * Throws a sentence for a line that cannot be used: what is passed over in silence would hide nothing, or too much.
 */
export function parseIgnoreFile(text: string): Ignored {
  const tokens = new Set<string>()
  const globs: string[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    if (!line.startsWith('token:')) globs.push(line.replace(/\/$/, ''))
    else if (tokenId.test(line.slice('token:'.length))) tokens.add(line.slice('token:'.length))
    else throw new Error(`Line ${index + 1} of ${ignoreFileName} names no token: write token: and its 12 characters.`)
  }
  return {
    path: (path) => globs.some((glob) => matches(path, glob)),
    token: (id) => tokens.has(id),
  }
}

/** A glob without a slash is about names, wherever they are. */
function matches(path: string, glob: string): boolean {
  return matchesGlob(path, glob) || (!glob.includes('/') && matchesGlob(path.slice(path.lastIndexOf('/') + 1), glob))
}
