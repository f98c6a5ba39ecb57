import type { Result } from '@latchkey/client/operations'
import { isSame } from './canonical-shape.ts'
import { branchQuery, type Place } from './read-remote.ts'
import type { DatasourceFile, SpaceShape, TypeFile } from './space-shape.ts'

export type Obstacle = Result<'content-types.check'>['obstacles'][number]

/** What a push would do to one content type or datasource. */
export interface Step {
  readonly what: 'content type' | 'datasource'
  readonly slug: string
  readonly action: 'create' | 'change' | 'keep' | 'leave'
  /** What changes about it: `+ price`, `- title`. */
  readonly details: readonly string[]
  readonly obstacles: readonly Obstacle[]
}

/** Compares files with what the server has. What the server alone has is left. Nothing is written. */
export async function planPush(place: Place, files: SpaceShape, remote: SpaceShape): Promise<Step[]> {
  const steps: Step[] = []
  for (const [slug, file] of files.datasources) {
    const there = remote.datasources.get(slug)
    steps.push({ what: 'datasource', slug, ...stepOfDatasource(file, there), obstacles: [] })
  }
  for (const [slug, file] of files.types) steps.push(await stepOfType(place, file, remote.types.get(slug)))
  const leave = (what: Step['what'], slug: string): Step => ({
    what,
    slug,
    action: 'leave',
    details: [],
    obstacles: [],
  })
  return [
    ...steps,
    ...[...remote.datasources.keys()]
      .filter((slug) => !files.datasources.has(slug))
      .map((slug) => leave('datasource', slug)),
    ...[...remote.types.keys()].filter((slug) => !files.types.has(slug)).map((slug) => leave('content type', slug)),
  ]
}

async function stepOfType(place: Place, file: TypeFile, there: TypeFile | undefined): Promise<Step> {
  const step = { what: 'content type', slug: file.slug, details: [], obstacles: [] } as const
  if (there === undefined) return { ...step, action: 'create' }
  if (isSame(file, there)) return { ...step, action: 'keep' }
  const { slug, ...body } = file
  const { changes, obstacles } = await place.client.contentTypes.check(
    { space: place.space, type: slug },
    { body, query: branchQuery(place) },
  )
  const ofType = (['name', 'singleton'] as const).filter((key) => file[key] !== there[key]).map((key) => `~ ${key}`)
  const ofFields = changes.map(
    ({ field, change, was }) => `${signs[change]} ${field}${was === undefined ? '' : ` (was ${was})`}`,
  )
  return { ...step, action: 'change', details: [...ofType, ...ofFields], obstacles }
}

const signs = { added: '+', removed: '-', renamed: '~', changed: '~' } as const

function stepOfDatasource(file: DatasourceFile, there: DatasourceFile | undefined): Pick<Step, 'action' | 'details'> {
  if (there === undefined) return { action: 'create', details: [] }
  if (isSame(file, there)) return { action: 'keep', details: [] }
  const before = new Map(there.entries.map((entry) => [entry.key, entry]))
  const keys = new Set(file.entries.map(({ key }) => key))
  const of = (['name', 'dimensions', 'delivered'] as const).filter(
    (key) => JSON.stringify(file[key]) !== JSON.stringify(there[key]),
  )
  return {
    action: 'change',
    details: [
      ...of.map((key) => `~ ${key}`),
      ...file.entries.filter(({ key }) => !before.has(key)).map(({ key }) => `+ ${key}`),
      ...there.entries.filter(({ key }) => !keys.has(key)).map(({ key }) => `- ${key}`),
      ...file.entries
        .filter((entry) => {
          const old = before.get(entry.key)
          return old !== undefined && !isSame(entry, old)
        })
        .map(({ key }) => `~ ${key}`),
    ],
  }
}
