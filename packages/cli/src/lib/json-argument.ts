import { readFile } from 'node:fs/promises'
import { UsageError } from './exit-codes.ts'
import { readInput, type Terminal } from './terminal.ts'

/** Reads JSON that is given in place, as `@file`, or as `-` for standard input. */
export async function readJson(terminal: Terminal, option: string, given: string): Promise<unknown> {
  const text =
    given === '-' ? await readInput(terminal) : given.startsWith('@') ? await readFile(given.slice(1), 'utf8') : given
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${option} is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`)
  }
}

/** Reads `name=value` pairs. */
export function readPairs(option: string, pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new UsageError(`${option} ${pair}: write ${option} name=value.`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
