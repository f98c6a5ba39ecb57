import { readdirSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'

/**
 * Paths of every file that belongs to the repository, relative to its root, as in `packages/policy/src/grant.ts`.
 * Reads `.gitignore` instead of asking git, so that it works in an unpacked archive too; patterns there are plain
 * names, or paths from the root behind a slash.
 */
export const repositoryFiles = (root: string): string[] => {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((pattern) => pattern.replace(/\/$/, ''))
    .concat('.git')
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const isIgnored = (pattern: string) =>
        pattern.startsWith('/') ? path === pattern.slice(1) : matchesGlob(entry.name, pattern)
      if (ignored.some(isIgnored)) return []
      return entry.isDirectory() ? walk(path) : [path]
    })
  return walk('').toSorted()
}

export const isSource = (path: string): boolean => /\.(?:ts|tsx|mts|mjs|js)$/.test(path)

/** Tests and what only tests import; they may use the development dependencies of the root. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$|\/testing\/|\/test-support\/|\/test-[^/]+\.ts$/.test(path)
