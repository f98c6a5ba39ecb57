import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf, type Import } from './imports.ts'
import { isSource, isTest } from './repository-files.ts'

export type Manifest = {
  readonly name: string
  readonly version?: string
  readonly workspaces?: readonly string[]
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export type SourceFile = { readonly path: string; readonly test: boolean; readonly imports: readonly Import[] }

export type Workspace = {
  /** Relative to the root: `packages/policy`. */
  readonly folder: string
  readonly manifest: Manifest
  readonly sources: readonly SourceFile[]
  /** Folders of the project references of its tsconfig.json, relative to the root, in alphabetical order. */
  readonly references: readonly string[]
}

export const readManifest = (path: string): Manifest =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm itself refuses a manifest of another shape
  JSON.parse(readFileSync(path, 'utf8')) as Manifest

/** Folders that the tsconfig.json in `folder` refers to, relative to the root. */
export const readReferences = (root: string, folder: string): string[] => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `tsc -b` refuses a configuration of another shape
  const config = JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8')) as {
    references?: { path: string }[]
  }
  return (config.references ?? []).map(({ path }) => join(folder, path)).toSorted()
}

export const readSources = (root: string, paths: readonly string[]): SourceFile[] =>
  paths
    .filter(isSource)
    .map((path) => ({ path, test: isTest(path), imports: importsOf(readFileSync(join(root, path), 'utf8')) }))

/** Every workspace that the root manifest names, in alphabetical order. */
export const readWorkspaces = (root: string, files: readonly string[]): Workspace[] => {
  const { workspaces = [] } = readManifest(join(root, 'package.json'))
  return globSync([...workspaces], { cwd: root })
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .toSorted()
    .map((folder) => ({
      folder,
      manifest: readManifest(join(root, folder, 'package.json')),
      sources: readSources(
        root,
        files.filter((path) => path.startsWith(`${folder}/`)),
      ),
      references: readReferences(root, folder),
    }))
}
