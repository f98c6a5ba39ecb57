import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleBodies } from './body-sampler.ts'
import { interleave } from './interleave.ts'
import { runLoad } from './load.ts'
import type { Options } from './options.ts'
import { summarise, type Result, type Target } from './result.ts'
import { startServer, type ServerProcess } from './server-process.ts'

export type Endpoint = {
  readonly url: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly uniqueBelow?: number
  /** Whether a body is the one that this path must answer. */
  readonly isRight: (body: string) => boolean
}

type Comparison = {
  readonly name: string
  readonly connections: number
  readonly latchkey: Endpoint
  readonly reference: Endpoint
  readonly target: Target | null
}

const warmUpSeconds = 2

const read = async ({ url, path, headers, uniqueBelow = 0 }: Endpoint): Promise<string> => {
  const unique = `${Math.floor(Math.random() * uniqueBelow)}.5`
  const response = await fetch(url + path.replaceAll('{unique}', unique), { headers })
  const body = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 500)}`)
  return body
}

/** An endpoint whose right body is the one that it answers now. */
export const constantEndpoint = async (endpoint: Omit<Endpoint, 'isRight'>): Promise<Endpoint> => {
  const expected = await read({ ...endpoint, isRight: () => true })
  return { ...endpoint, isRight: (body) => body === expected }
}

type Reference = ServerProcess & { readonly endpoint: Endpoint }

/** Bare node:http answering the JSON that `endpoint` answers now. */
export const startReference = (endpoint: Endpoint): Promise<Reference> =>
  startReferenceProgram('reference.ts', endpoint, (body) => JSON.stringify(JSON.parse(body)))

/** Bare node:http streaming, from a file on disk, the bytes that `endpoint` answers now. */
export const startFileReference = (endpoint: Endpoint): Promise<Reference> =>
  startReferenceProgram('reference-file.ts', endpoint, (body) => body)

const startReferenceProgram = async (
  program: string,
  endpoint: Endpoint,
  answerOf: (body: string) => string,
): Promise<Reference> => {
  const body = await read(endpoint)
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-reference-'))
  const file = join(folder, 'body')
  await writeFile(file, body)
  const server = await startServer([join(import.meta.dirname, '..', program), file])
  const expected = answerOf(body)
  const { path, uniqueBelow } = endpoint
  const unique = uniqueBelow === undefined ? {} : { uniqueBelow }
  return {
    ...server,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true })
    },
    endpoint: { url: server.url, path, ...unique, headers: {}, isRight: (text) => text === expected },
  }
}

/** Requests per second of two endpoints under the same load, in interleaved rounds, after a warm-up of both. */
export const compareHttp = async (comparison: Comparison, options: Options): Promise<Result> => {
  const { name, connections, target } = comparison
  let errors = 0
  let wrongBodies = 0
  const measure = async (endpoint: Endpoint, seconds: number): Promise<number> => {
    const sampler = sampleBodies(async () => endpoint.isRight(await read(endpoint)))
    const result = await runLoad({ ...endpoint, connections, seconds })
    wrongBodies += await sampler.stop()
    errors += result.errors
    return result.requestsPerSecond
  }
  await measure(comparison.reference, Math.min(warmUpSeconds, options.seconds))
  await measure(comparison.latchkey, Math.min(warmUpSeconds, options.seconds))
  const rounds = await interleave(
    options.rounds,
    () => measure(comparison.latchkey, options.seconds),
    () => measure(comparison.reference, options.seconds),
  )
  return summarise({ name, connections, unit: 'requests/s', rounds, errors, wrongBodies, target })
}
