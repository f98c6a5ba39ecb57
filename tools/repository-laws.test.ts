import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { derivedArtefacts } from './derived-artefacts.ts'
import { arrow } from './lib/arrows.ts'
import { cyclesIn } from './lib/cycles.ts'
import { staleArtefacts } from './lib/derived.ts'
import { packageOf } from './lib/imports.ts'
import { gapsIn, type LockFile } from './lib/lock-file.ts'
import { repositoryFiles } from './lib/repository-files.ts'
import { readManifest, readReferences, readSources, readWorkspaces, type Manifest } from './lib/workspaces.ts'

// What a compiler cannot hold, these tests hold. Each answers a list of offenders, so that a failure names them all.
const root = join(import.meta.dirname, '..')
const files = repositoryFiles(root)
const workspaces = readWorkspaces(root, files)
const sources = readSources(root, files)
const rootManifest = readManifest(join(root, 'package.json'))
const lock = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: LockFile }).packages

const folderOf = new Map(workspaces.map(({ manifest, folder }) => [manifest.name, folder]))
const needs = ({ dependencies, optionalDependencies }: Manifest) =>
  Object.keys({ ...dependencies, ...optionalDependencies })
const inHouse = (manifest: Manifest) => needs(manifest).flatMap((name) => folderOf.get(name) ?? [])
const textFiles = files.filter((path) => !/\.(?:png|jpe?g|webp|avif|gif|ico|woff2?|pdf|zip|gz)$/.test(path))

describe('arrows point down', () => {
  test('packages depend only on what stands below them', () => {
    const wrong = workspaces.flatMap(({ folder, manifest }) =>
      inHouse(manifest).flatMap((to) => (arrow(folder, to) === null ? [`${folder} depends on ${to}`] : [])),
    )
    expect(wrong).toEqual([])
  })

  test('files import only what stands below their package', () => {
    const wrong = workspaces.flatMap(({ folder, sources: own }) =>
      own.flatMap(({ path, test: isTest, imports }) =>
        imports.flatMap(({ specifier, typeOnly }) => {
          const to = folderOf.get(packageOf(specifier) ?? '')
          if (to === undefined || to === folder) return []
          const allowed = arrow(folder, to)
          if (allowed === 'values' || (allowed === 'types' && (typeOnly || isTest))) return []
          return [`${path} imports ${allowed === 'types' ? 'values of ' : ''}${specifier}`]
        }),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('relative imports stay inside their package', () => {
    const wrong = workspaces.flatMap(({ folder, sources: own }) =>
      own.flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier }) => specifier.startsWith('.'))
          .filter(({ specifier }) => !join(dirname(path), specifier).startsWith(`${folder}/`))
          .map(({ specifier }) => `${path} imports ${specifier}`),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('other packages are entered by their public files, never through lib', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => folderOf.has(packageOf(specifier) ?? ''))
        .filter(({ specifier }) => specifier.includes('/lib/') || specifier === packageOf(specifier))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    )
    expect(wrong).toEqual([])
  })

  test('the server names the dialects in app.ts alone', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('packages/server/') && path !== 'packages/server/src/app.ts')
      .filter(({ test: isTest, imports }) =>
        imports.some(({ specifier }) => {
          const to = folderOf.get(packageOf(specifier) ?? '')
          return !isTest && to?.startsWith('packages/dialects/') === true && to !== 'packages/dialects/kit'
        }),
      )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('dialects wait for nothing: what they need, the server does for them', () => {
    const waiting = /\b(?:await|async|Promise|fetch(?! [\w$])|setTimeout|process)\b/
    const code = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    // Snippets are texts: programs that somebody else runs.
    const isText = (path: string) => path.endsWith('/src/snippets.ts')
    const wrong = sources.filter(
      ({ path, test: isTest }) => path.startsWith('packages/dialects/') && !isTest && !isText(path),
    )
    expect(wrong.length).toBeGreaterThan(0)
    expect(wrong.filter(({ path }) => waiting.test(code(path))).map(({ path }) => path)).toEqual([])
  })

  test('vendors are named in their dialects, in app.ts, and where the command line moves a space over', () => {
    const vendors = readWorkspaces(root, files).flatMap(
      ({ folder }) => /^packages\/dialects\/(?!kit$)(.+)/.exec(folder)?.[1] ?? [],
    )
    const named = new RegExp(vendors.join('|'), 'i')
    const isElsewhere = (path: string) =>
      /^packages\/(?!dialects\/|cli\/src\/lib\/move\/)/.test(path) &&
      !['packages/server/src/app.ts', 'packages/cli/src/lib/commands/import-from.ts'].includes(path)
    const wrong = sources.filter(({ path }) => isElsewhere(path) && named.test(readFileSync(join(root, path), 'utf8')))
    expect(vendors.length).toBeGreaterThan(0)
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('no file reaches itself by its imports', () => {
    const known = new Set(sources.map(({ path }) => path))
    const resolve = (from: string, specifier: string) => {
      const name = packageOf(specifier)
      const folder = folderOf.get(name ?? '')
      if (name === null) return join(dirname(from), specifier)
      return folder === undefined ? '' : `${folder}/src${specifier.slice(name.length)}.ts`
    }
    const graph = sources.map(({ path, imports }): [string, string[]] => [
      path,
      imports.map(({ specifier }) => resolve(path, specifier)).filter((target) => known.has(target)),
    ])
    expect(graph.length).toBeGreaterThan(0)
    expect(cyclesIn(new Map(graph)).map((cycle) => cycle.join(' → '))).toEqual([])
  })
})

describe('projects', () => {
  test.each(workspaces)('the references of $folder are its in-house dependencies', ({ manifest, references }) => {
    expect(references).toEqual(inHouse(manifest).toSorted())
  })

  test('the root project builds every workspace', () => {
    expect(readReferences(root, '.')).toEqual([...workspaces.map(({ folder }) => folder), 'tools'].toSorted())
  })
})

describe('dependencies', () => {
  const manifests = [{ folder: '.', manifest: rootManifest }, ...workspaces]

  test('every version is pinned exactly', () => {
    const loose = manifests.flatMap(({ folder, manifest }) =>
      Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${folder}: ${name} ${version}`),
    )
    expect(loose).toEqual([])
  })

  test('every import of a package is declared by the package that imports', () => {
    const atRoot = Object.keys(rootManifest.devDependencies ?? {})
    const wrong = workspaces.flatMap(({ folder, manifest, sources: own }) =>
      own.flatMap(({ path, test: isTest, imports }) => {
        const declared = needs(manifest).concat(manifest.name)
        if (isTest || !path.startsWith(`${folder}/src/`)) {
          declared.push(...Object.keys(manifest.devDependencies ?? {}), ...atRoot)
        }
        return imports.flatMap(({ specifier }) => {
          const name = packageOf(specifier)
          return name === null || declared.includes(name) ? [] : [`${path} imports ${specifier}`]
        })
      }),
    )
    expect(wrong).toEqual([])
  })

  test.each(workspaces)('every dependency of $folder is imported there', ({ manifest, sources: own }) => {
    const imported = new Set(own.flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))))
    const names = [...needs(manifest), ...Object.keys(manifest.devDependencies ?? {})]
    expect(names.filter((name) => !imported.has(name) && !name.startsWith('@types/'))).toEqual([])
  })

  test('every development dependency of the root is imported or run', () => {
    const withoutTrace = { node: 'runs every npm script', 'oxlint-tsgolint': 'oxlint --type-aware starts it' }
    const imported = new Set(sources.flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))))
    const commands = Object.values(rootManifest.scripts ?? {}).join('\n')
    const isUsed = (name: string) =>
      imported.has(name) || name.startsWith('@types/') || name in withoutTrace || commands.includes(name)
    expect(Object.keys(rootManifest.devDependencies ?? {}).filter((name) => !isUsed(name))).toEqual([])
  })

  test('every @types package belongs to a package in use', () => {
    const declared = manifests.flatMap(({ manifest }) => [
      ...needs(manifest),
      ...Object.keys(manifest.devDependencies ?? {}),
    ])
    const orphans = declared
      .filter((name) => name.startsWith('@types/'))
      .filter((name) => !declared.includes(name.slice('@types/'.length).replace(/^(\w+)__/, '@$1/')))
    expect(orphans).toEqual([])
  })

  test('the lock file serves Linux, macOS and Windows', () => {
    expect(gapsIn(lock)).toEqual([])
  })

  test('the lock file names no download address', () => {
    expect(Object.entries(lock).filter(([, { resolved, link }]) => resolved !== undefined && link !== true)).toEqual([])
  })
})

describe('files', () => {
  test('everything at the root has its place in the house', () => {
    // A new name here is a decision: say in CONTRIBUTING.md what lives there.
    const house =
      '.ci .gitignore .npmrc .oxfmtrc.json .oxlintrc.json CONTRIBUTING.md LICENSE README.md SECURITY.md bench ' +
      'decisions docs e2e examples package-lock.json package.json packages spec tools tsconfig.base.json ' +
      'tsconfig.json vitest.config.ts'
    const found = new Set(files.map((path) => path.split('/')[0]))
    expect([...found].filter((name) => !house.split(' ').includes(name ?? ''))).toEqual([])
  })

  test('no file names a package registry or a path of one machine', () => {
    const foreign = [
      /registry\.(?:npmjs|yarnpkg|npmmirror)/,
      /^(?:@[\w-]+:)?registry\s*=/m,
      /["'`\s(]\/(?:work|root)\//,
    ]
    const found = textFiles.filter((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return foreign.some((pattern) => pattern.test(text))
    })
    expect(found).toEqual([])
  })

  test('derived files are what their generators write (npm run derive)', () => {
    const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null)
    expect(staleArtefacts(derivedArtefacts, read)).toEqual([])
  })
})
