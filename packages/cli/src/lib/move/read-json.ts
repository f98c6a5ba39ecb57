import { openAsBlob } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { UsageError } from '../exit-codes.ts'

/** Every file below a folder, by its path from there with slashes, in their order. */
export async function listFolder(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      throw new UsageError(`${folder} is no folder.`)
    throw error
  })
  return found
    .filter((each) => each.isFile())
    .map((each) => relative(folder, join(each.parentPath, each.name)).replaceAll('\\', '/'))
    .toSorted()
}

/** A JSON file. */
export async function readJson(folder: string, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, path), 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} is not JSON: ${error.message}`)
    throw error
  }
}

/** The values of a file of JSON lines. */
export async function readJsonLines(folder: string, path: string): Promise<unknown[]> {
  const text = await readFile(join(folder, path), 'utf8')
  return text.split('\n').flatMap((line): unknown[] => (line.trim() === '' ? [] : [JSON.parse(line)]))
}

/** The bytes of a file of the folder, read when they are sent. */
export function fileOf(folder: string, path: string): Promise<Blob> {
  return openAsBlob(join(folder, path))
}
