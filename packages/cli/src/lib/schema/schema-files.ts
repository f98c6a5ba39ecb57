import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../exit-codes.ts'
import { datasourceFile, typeFile } from './canonical-shape.ts'
import type { SpaceShape } from './space-shape.ts'

const typesFolder = 'content-types'
const datasourcesFolder = 'datasources'

/** Writes each content type and each datasource into a file of its own. Equal shapes give equal bytes. */
export async function writeShape(folder: string, { types, datasources }: SpaceShape): Promise<void> {
  await writeAll(join(folder, typesFolder), types)
  await writeAll(join(folder, datasourcesFolder), datasources)
}

async function writeAll(folder: string, things: ReadonlyMap<string, object>): Promise<void> {
  if (things.size === 0) return
  await mkdir(folder, { recursive: true })
  for (const [slug, thing] of things) {
    await writeFile(join(folder, `${slug}.json`), `${JSON.stringify(thing, null, 2)}\n`)
  }
}

/** Reads what `writeShape` has written, or a person. What is left out has its default. */
export async function readShape(folder: string): Promise<SpaceShape> {
  const types = await readAll(join(folder, typesFolder))
  const datasources = await readAll(join(folder, datasourcesFolder))
  if (types.size + datasources.size === 0) {
    throw new UsageError(`${folder} holds no ${typesFolder}/*.json and no ${datasourcesFolder}/*.json.`)
  }
  return {
    types: new Map(Array.from(types, ([slug, sent]) => [slug, typeFile({ fields: [], ...sent, slug })])),
    datasources: new Map(Array.from(datasources, ([slug, sent]) => [slug, datasourceFile({ ...sent, slug })])),
  }
}

async function readAll(folder: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const files = new Map<string, Readonly<Record<string, unknown>>>()
  for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
    const path = join(folder, name)
    const slug = name.slice(0, -'.json'.length)
    const file = parse(path, await readFile(path, 'utf8'))
    if (file['slug'] !== undefined && file['slug'] !== slug)
      throw new UsageError(`${path} says another slug than its name.`)
    files.set(slug, file)
  }
  return files
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UsageError(`${path} is not JSON.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${path} holds no object.`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- told to be an object that is no list.
  return value as Readonly<Record<string, unknown>>
}
