import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureStudio, site } from '@latchkey/studio/build'
import { beforeAll, expect, test } from 'vitest'

/** What Vite tells of each file that it has built, as far as it is read here. */
interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

beforeAll(() => ensureStudio(), 120_000)

const manifest = (): Readonly<Record<string, Chunk>> =>
  JSON.parse(readFileSync(join(site, '.vite/manifest.json'), 'utf8'))

/** The files that are loaded with a chunk: its own, its styles, and those of everything that it imports. */
function filesOf(chunks: Readonly<Record<string, Chunk>>, names: readonly string[]): Set<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const add = (name: string): void => {
    const chunk = chunks[name]
    if (chunk === undefined || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    chunk.imports?.forEach(add)
  }
  names.forEach(add)
  return files
}

const kilobytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(site, file))).length, 0) / 1000

test('the sign-in is shown after fewer than 250 kB, gzipped', () => {
  const files = filesOf(manifest(), ['index.html', 'src/places/sign-in/sign-in-page.tsx'])
  expect(files.size).toBeGreaterThan(2)
  expect(kilobytes(files)).toBeLessThan(250)
})

test('the list of tokens is shown after fewer than 330 kB in all', () => {
  const files = filesOf(manifest(), ['index.html', 'src/shell/shell.tsx', 'src/places/tokens/token-list-page.tsx'])
  expect(kilobytes(files)).toBeLessThan(330)
})

test('no file refers to another origin', () => {
  const texts = [...filesOf(manifest(), Object.keys(manifest()))].map((file) => readFileSync(join(site, file), 'utf8'))
  const addresses = texts.flatMap(
    (text) => text.match(/(?:src|href)=["']https?:[^"']+|@import\s+url|url\(["']?https?:/g) ?? [],
  )
  expect(addresses).toEqual([])
})
