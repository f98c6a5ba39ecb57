import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, matchesGlob } from 'node:path'

/**
 * Paths of every file that belongs to the repository, relative to its root, as in `packages/policy/src/grant.ts`.
 * Reads `.gitignore` instead of asking git, so that it works in an unpacked archive too; patterns there are plain names.
 */
export const repositoryFiles = (root: string): string[] => {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((pattern) => pattern.replace(/\/$/, ''))
    .concat('.git')
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (ignored.some((pattern) => matchesGlob(basename(entry.name), pattern))) return []
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? walk(path) : [path]
    })
  return walk('').toSorted()
}

export const isSource = (path: string): boolean => /\.(?:ts|tsx|mts|mjs|js)$/.test(path)

/** Tests and what only tests import; they may use the development dependencies of the root. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$|\/testing\/|\/test-support\/|\/test-[^/]+\.ts$/.test(path)
