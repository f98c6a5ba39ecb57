import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadClient } from './lib/load.ts'
import { readOptions } from './lib/options.ts'
import { printTable } from './lib/print-table.ts'
import type { Result } from './lib/result.ts'

// npm run bench -- [--only policy] [--rounds 5] [--seconds 5]
// Runs cases one after the other, each in a process of its own, with load on loopback only. A run of all of them is
// kept in results/latest.json.
const { rounds, seconds, only } = readOptions(process.argv.slice(2))
const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const casesFolder = join(import.meta.dirname, 'cases')
const cases = readdirSync(casesFolder).filter((file) => file.endsWith('.ts') && (only === null || file.includes(only)))
if (cases.length === 0) throw new Error(`No case is named like "${only}": see the files of bench/cases.`)

// What is measured is what is published, made from the sources of now.
await run(process.execPath, [join(root, 'tools/bundle.ts')])

const results: Result[] = []
const failures: { case: string; reason: string }[] = []
for (const file of cases.toSorted()) {
  console.error(`${file} …`)
  try {
    const argv = [join(casesFolder, file), `--rounds=${rounds}`, `--seconds=${seconds}`]
    const { stdout } = await run(process.execPath, argv, { maxBuffer: 64 * 1024 * 1024 })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the lines that runCase prints
    for (const line of stdout.trim().split('\n')) results.push(JSON.parse(line) as Result)
  } catch (failure) {
    const text = failure instanceof Error ? failure.message : String(failure)
    const reason = (/^\w*Error: .*$/m.exec(text)?.[0] ?? text).replaceAll(root, '.')
    console.error(`  ${reason}`)
    failures.push({ case: file.replace(/\.ts$/, ''), reason })
  }
}

const machine = {
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  client: loadClient(),
}
const report = { measured_at: new Date().toISOString(), machine, rounds, seconds, results, failures }
if (only === null) {
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true })
  writeFileSync(join(import.meta.dirname, 'results/latest.json'), `${JSON.stringify(report, null, 2)}\n`)
}

console.log(printTable(results))
for (const { case: name } of failures) console.log(`not measured: ${name}`)
// A missed target is a figure to look at; a case that cannot run, or answers wrongly, is broken.
if (failures.length > 0 || results.some((result) => result.errors > 0 || result.wrong_bodies > 0)) process.exitCode = 1
