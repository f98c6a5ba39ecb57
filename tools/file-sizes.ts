import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSource, isTest, repositoryFiles } from './lib/repository-files.ts'

// A report, not a law: a long file is a question to ask, and sometimes the answer is "yes, it is one thing".
const linesToAskAbout = 200
const root = join(import.meta.dirname, '..')

const sizes = repositoryFiles(root)
  .filter((path) => isSource(path) && !isTest(path))
  .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
  .toSorted((a, b) => b.lines - a.lines)

const median = sizes[Math.floor(sizes.length / 2)]?.lines ?? 0
const long = sizes.filter(({ lines }) => lines > linesToAskAbout)
console.log(`${sizes.length} source files, median ${median} lines, ${long.length} over ${linesToAskAbout}`)
for (const { path, lines } of long) console.log(`${String(lines).padStart(6)}  ${path}`)
