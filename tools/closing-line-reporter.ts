import type { Reporter, TestModule } from 'vitest/node'
import { closingLine, type Tally } from './lib/closing-line.ts'

/** A hook that fails takes its tests down as "skipped": each broken suite or file therefore counts as one failure. */
const tally = (modules: readonly TestModule[], unhandledErrorCount: number): Tally => {
  const sum = { passed: 0, failed: unhandledErrorCount, skipped: 0 }
  for (const testModule of modules) {
    if (testModule.errors().length > 0) sum.failed += 1
    for (const suite of testModule.children.allSuites()) if (suite.errors().length > 0) sum.failed += 1
    for (const test of testModule.children.allTests()) {
      const { state } = test.result()
      // Pending at the end of a run means that it never finished.
      sum[state === 'pending' ? 'failed' : state] += 1
    }
  }
  return sum
}

/** Prints `12 passed, 0 failed` as the very last line of a run, for programs that read only that line. */
export default class ClosingLineReporter implements Reporter {
  // What stands until a run has ended: a run that dies on the way has failed.
  #tally: Tally = { passed: 0, failed: 1, skipped: 0 }

  onInit(): void {
    process.once('exit', () => {
      // The embedded PostgreSQL ends the process with 0 by itself, whatever Vitest has found.
      if (this.#tally.failed > 0) process.exitCode = 1
      process.stdout.write(`\n${closingLine(this.#tally)}\n`)
    })
  }

  onTestRunEnd(...[modules, unhandledErrors]: Parameters<NonNullable<Reporter['onTestRunEnd']>>): void {
    this.#tally = tally(modules, unhandledErrors.length)
  }
}
