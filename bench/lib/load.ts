import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

export type Load = {
  readonly url: string
  /** `{unique}` in it becomes another number below `uniqueBelow` in every request, as in `?filter[rank][gte]={unique}`. */
  readonly path: string
  readonly uniqueBelow?: number
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly seconds: number
}

export type LoadResult = {
  readonly requestsPerSecond: number
  /** Answers outside 2xx and 3xx, time-outs and broken connections. */
  readonly errors: number
}

const run = promisify(execFile)

/** What both clients print as their last line. */
type Report = { readonly requests: number; readonly seconds: number; readonly errors: number }

const wrk = (): string | null => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, 'wrk')
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {
      continue
    }
  }
  return null
}

/** The program that makes the load: wrk where it is installed, else autocannon. */
export const loadClient = (): 'wrk' | 'autocannon' => (wrk() === null ? 'autocannon' : 'wrk')

// No number may come twice in one process, or a cache would answer it.
let uniqueStart = 0
const uniquesPerRun = 10_000_000

/** Requests one path over and over for the given time, from a process of its own. */
export const runLoad = async (load: Load): Promise<LoadResult> => {
  const { url, path, headers, connections, seconds, uniqueBelow = 0 } = load
  const start = uniqueStart
  uniqueStart += uniquesPerRun
  const program = wrk()
  const { stdout } =
    program === null
      ? await run(process.execPath, [
          join(import.meta.dirname, 'autocannon-load.ts'),
          JSON.stringify({ ...load, uniqueBelow, start }),
        ])
      : await run(program, [
          '--threads=1',
          `--connections=${connections}`,
          `--duration=${Math.ceil(seconds)}s`,
          '--timeout=10s',
          `--script=${join(import.meta.dirname, 'wrk-load.lua')}`,
          ...Object.entries(headers).map(([name, value]) => `--header=${name}: ${value}`),
          url,
          '--',
          path,
          String(uniqueBelow),
          String(start),
        ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- printed by our own two scripts
  const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report
  return { requestsPerSecond: report.requests / report.seconds, errors: report.errors }
}
