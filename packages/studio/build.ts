import { existsSync, globSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'vite'

const folder = import.meta.dirname
const lock = join(folder, 'dist/building')

/** Where the built studio lies; servers that run from source serve it from there. */
export const site = join(folder, 'dist/site')

/** Builds the studio where it is missing or older than its source: in seconds, and once for all who ask meanwhile. */
export async function ensureStudio(): Promise<void> {
  if (isFresh()) return
  await holdLock()
  try {
    if (!isFresh()) await buildStudio()
  } finally {
    rmdirSync(lock)
  }
}

function isFresh(): boolean {
  const page = join(site, 'index.html')
  if (!existsSync(page)) return false
  const built = statSync(page).mtimeMs
  const sources = [
    'src/**/*',
    'index.html',
    'package.json',
    'vite.config.ts',
    '../*/src/*.ts',
    '../client/src/lib/*.ts',
  ]
  const files = globSync(sources, { cwd: folder, exclude: ['**/*.test.ts'] })
  return files.every((file) => statSync(join(folder, file)).mtimeMs <= built)
}

/** A half-written site is never served: it is built beside the present one, and takes its place. */
async function buildStudio(): Promise<void> {
  const outDir = join(folder, `dist/site-${process.pid}`)
  const { NODE_ENV } = process.env
  // Whoever asks, a test run too, is given what people are served: without it React's development build goes in.
  process.env.NODE_ENV = 'production'
  try {
    await build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'warn', build: { outDir } })
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
  rmSync(site, { recursive: true, force: true })
  renameSync(outDir, site)
}

/** A lock of a process that was killed counts for two minutes. */
async function holdLock(): Promise<void> {
  mkdirSync(join(folder, 'dist'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
      if (Date.now() - heldSince > 120_000) rmdirSync(lock)
      await pause(100)
    }
  }
}

if (import.meta.main) await ensureStudio()
