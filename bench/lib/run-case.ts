import { readOptions, type Options } from './options.ts'
import type { Result } from './result.ts'

/** The frame of every case: a program of its own that prints one JSON line for each figure. */
export const runCase = async (measure: (options: Options) => Promise<readonly Result[]>): Promise<void> => {
  for (const result of await measure(readOptions(process.argv.slice(2)))) console.log(JSON.stringify(result))
}
