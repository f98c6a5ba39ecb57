import { partialDeepStrictEqual } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiOf, textAt, type Api } from './api.ts'
import { articleFields, articleSlug, articleType } from './article.ts'
import { deliveryPath } from './delivery-path.ts'
import { setupSecretOf, startLatchkey } from './latchkey-process.ts'
import { multiply } from './multiply.ts'
import { times } from './repeat.ts'
import type { ServerProcess } from './server-process.ts'

export type Shape = {
  /** Published articles. */
  readonly entries: number
  /** Idle api tokens, besides the two that the cases use. */
  readonly tokens: number
}

export type PreparedSpace = {
  readonly dataFolder: string
  readonly deliveryToken: string
  readonly managementToken: string
  /** Removes the data, unless it is kept for the next run. */
  discard(): Promise<void>
}

// From here on shapes are multiplied from a small one, and stay in the system's temporary folder.
const multipliedFrom = 100_000
/** Two of each section. */
const modelled: Shape = { entries: 10, tokens: 2 }
const entriesPerRequest = 500
const connections = 4
const secretsFile = 'bench-secrets.json'
const spacePath = '/api/v1/spaces/bench'
const owner = { email: 'owner@bench.example', password: 'correct horse battery staple' }

const fillSpace = async (api: Api, { entries, tokens }: Shape): Promise<{ delivery: string; management: string }> => {
  await api('POST', '/api/v1/spaces', { slug: 'bench', name: 'Bench', default_locale: 'en' })
  await api('POST', `${spacePath}/content-types`, articleType)
  await times(Math.ceil(entries / entriesPerRequest), connections, async (batch) => {
    const first = batch * entriesPerRequest
    const items = Array.from({ length: Math.min(entriesPerRequest, entries - first) }, (_, offset) => {
      const index = first + offset
      return { type: 'articles', slug: articleSlug(index), fields: articleFields(index), publish: true }
    })
    await api('POST', `${spacePath}/entries/bulk`, { items })
  })
  const grants = [{ effect: 'allow', actions: ['content.read'], resources: ['content:articles:*'] }]
  await times(tokens, connections, (index) =>
    api('POST', `${spacePath}/tokens`, { kind: 'api', name: `Idle ${index}`, spaces: ['bench'], grants }),
  )
  const delivery = await api('POST', `${spacePath}/tokens`, { kind: 'delivery', name: 'Site' })
  const management = await api('POST', `${spacePath}/tokens`, { kind: 'management', name: 'CI', mode: 'read-write' })
  return { delivery: textAt(delivery, 'secret'), management: textAt(management, 'secret') }
}

/** A session of the space's owner, for what no token of a program may do. */
export const ownerSession = async (server: ServerProcess): Promise<string> =>
  textAt(await apiOf(server.url, null)('POST', '/api/v1/session', owner), 'secret')

const makeInstance = async (
  dataFolder: string,
  shape: Shape,
  environment: Readonly<Record<string, string>>,
): Promise<void> => {
  const server = await startLatchkey(dataFolder, environment)
  try {
    const setup = { setup_secret: setupSecretOf(server), name: 'Owner', ...owner }
    const session = textAt(await apiOf(server.url, null)('POST', '/api/v1/setup', setup), 'secret')
    const secrets = await fillSpace(apiOf(server.url, session), shape)
    await writeFile(join(dataFolder, secretsFile), JSON.stringify(secrets))
  } finally {
    await server.stop()
  }
}

const makeBigInstance = async (dataFolder: string, shape: Shape): Promise<void> => {
  await makeInstance(dataFolder, modelled, {})
  multiply(dataFolder, modelled.entries, shape)
  const server = await startLatchkey(dataFolder)
  try {
    await assertReadable(apiOf(server.url, secretsIn(dataFolder).deliveryToken), shape)
  } finally {
    await server.stop()
  }
}

/** Multiplied entries must read as if the API had written them: by slug, and alone by the indexes of two fields. */
const assertReadable = async (api: Api, { entries }: Shape): Promise<void> => {
  for (const index of [0, modelled.entries, Math.floor(entries / 2), entries - 1]) {
    const expected = articleFields(index)
    const item = await api('GET', `${deliveryPath}/${articleSlug(index)}`)
    const byRank = await api('GET', `${deliveryPath}?filter[rank][eq]=${index}&limit=1`)
    const byTitle = await api('GET', `${deliveryPath}?filter[title][eq]=Article%20${index}&limit=1`)
    partialDeepStrictEqual(item, { slug: articleSlug(index), fields: expected })
    for (const list of [byRank, byTitle]) partialDeepStrictEqual(list, { items: [item], next: null })
  }
}

const secretsIn = (dataFolder: string): Pick<PreparedSpace, 'deliveryToken' | 'managementToken'> => {
  const secrets: unknown = JSON.parse(readFileSync(join(dataFolder, secretsFile), 'utf8'))
  return { deliveryToken: textAt(secrets, 'delivery'), managementToken: textAt(secrets, 'management') }
}

/** Makes a stopped instance with one space of the given shape: by the API that everybody uses, big ones by `multiply`. */
export const prepareSpace = async (
  shape: Shape,
  environment: Readonly<Record<string, string>> = {},
): Promise<PreparedSpace> => {
  const isBig = shape.entries >= multipliedFrom && Object.keys(environment).length === 0
  const dataFolder = isBig
    ? join(tmpdir(), 'latchkey-bench-kept', `${shape.entries}-entries-${shape.tokens}-tokens`)
    : await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  const remove = (): Promise<void> => rm(dataFolder, { recursive: true, force: true })
  // The mark is written last: without it the folder holds at most what an interrupted run left.
  const mark = join(dataFolder, 'bench-ready')
  if (!existsSync(mark)) {
    await remove()
    await mkdir(dataFolder, { recursive: true })
    try {
      await (isBig ? makeBigInstance(dataFolder, shape) : makeInstance(dataFolder, shape, environment))
      await writeFile(mark, '')
    } catch (failure) {
      await remove()
      throw failure
    }
  }
  return {
    dataFolder,
    ...secretsIn(dataFolder),
    discard: async () => {
      if (!isBig) await remove()
    },
  }
}
