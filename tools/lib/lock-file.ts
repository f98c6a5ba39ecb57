export type LockedPackage = {
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly resolved?: string
  readonly link?: boolean
}

/** The `packages` of a package-lock.json: path in the tree → entry. */
export type LockFile = Readonly<Record<string, LockedPackage>>

const systems = [
  { os: 'linux', cpu: 'x64' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'win32', cpu: 'x64' },
] as const

const find = (lock: LockFile, path: string, name: string): LockedPackage | undefined => {
  const nested = lock[`${path}/node_modules/${name}`]
  if (nested !== undefined) return nested
  const parent = path.lastIndexOf('/node_modules/')
  return parent < 0 ? lock[`node_modules/${name}`] : find(lock, path.slice(0, parent), name)
}

/**
 * What npm left out of the lock file: on one system it can drop the binaries of the others, and `npm ci` then fails
 * there. A family of binaries is a package whose optional dependencies are bound to at least two systems.
 */
export const gapsIn = (lock: LockFile): string[] =>
  Object.entries(lock).flatMap(([path, { optionalDependencies = {} }]) => {
    const members = Object.keys(optionalDependencies).map((name) => ({ name, entry: find(lock, path, name) }))
    const missing = members.filter(({ entry }) => entry === undefined).map(({ name }) => `${path} lacks ${name}`)
    const bound = members.flatMap(({ entry }) => (entry?.os === undefined ? [] : [entry]))
    const family = new Set(bound.flatMap(({ os }) => os ?? [])).size > 1
    const unserved = systems.filter(
      ({ os, cpu }) => !bound.some((entry) => entry.os?.includes(os) && (entry.cpu?.includes(cpu) ?? true)),
    )
    return family ? [...missing, ...unserved.map(({ os, cpu }) => `${path} has nothing for ${os}-${cpu}`)] : missing
  })
