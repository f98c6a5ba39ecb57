import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiOf, textAt, type Api } from './api.ts'
import { articleFields, articleSlug, articleType } from './article.ts'
import { setupSecretOf, startLatchkey } from './latchkey-process.ts'
import { times } from './repeat.ts'

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

// Big shapes take minutes to make: they stay in bench/data until someone deletes that folder.
const keptFrom = 100_000
const entriesPerRequest = 500
const connections = 4
const secretsFile = 'bench-secrets.json'
const spacePath = '/api/v1/spaces/bench'

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

const makeInstance = async (
  dataFolder: string,
  shape: Shape,
  environment: Readonly<Record<string, string>>,
): Promise<void> => {
  const server = await startLatchkey(dataFolder, environment)
  try {
    const owner = { email: 'owner@bench.example', name: 'Owner', password: 'correct horse battery staple' }
    const setup = { setup_secret: setupSecretOf(server), ...owner }
    const session = textAt(await apiOf(server.url, null)('POST', '/api/v1/setup', setup), 'secret')
    const secrets = await fillSpace(apiOf(server.url, session), shape)
    await writeFile(join(dataFolder, secretsFile), JSON.stringify(secrets))
  } finally {
    await server.stop()
  }
}

/** Makes an instance with one space of the given shape, by the API that everybody uses, and stops it again. */
export const prepareSpace = async (
  shape: Shape,
  environment: Readonly<Record<string, string>> = {},
): Promise<PreparedSpace> => {
  const kept = shape.entries >= keptFrom && Object.keys(environment).length === 0
  const dataFolder = kept
    ? join(import.meta.dirname, '../data', `${shape.entries}-entries-${shape.tokens}-tokens`)
    : await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  const remove = (): Promise<void> => rm(dataFolder, { recursive: true, force: true })
  // Written last: without it the folder holds at most what an interrupted run left.
  if (!existsSync(join(dataFolder, secretsFile))) {
    await remove()
    await mkdir(dataFolder, { recursive: true })
    await makeInstance(dataFolder, shape, environment).catch(async (failure: unknown) => {
      await remove()
      throw failure
    })
  }
  const secrets: unknown = JSON.parse(readFileSync(join(dataFolder, secretsFile), 'utf8'))
  return {
    dataFolder,
    deliveryToken: textAt(secrets, 'delivery'),
    managementToken: textAt(secrets, 'management'),
    discard: async () => {
      if (!kept) await remove()
    },
  }
}
