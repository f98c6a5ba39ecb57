import {
  createDatasource,
  deleteDatasource,
  listDatasources,
  showDatasource,
  updateDatasource,
} from '@latchkey/contract/datasources/operations'
import { datasources } from '@latchkey/contract/actions'
import { problems } from '@latchkey/contract/problems'
import type { Target } from '@latchkey/policy/request'
import type { Reader, Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import { creatorColumns, creatorOf } from '../../lib/creator.ts'
import { type Context, type Facts, implement } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { raiseContentVersions } from '../authority.ts'
import { rowByRow } from '../row-by-row.ts'
import {
  type DatasourceRow,
  deleteDatasourceRow,
  insertDatasource,
  readAllDatasourceEntries,
  readDatasource,
  readDatasources,
  updateDatasourceEntryRow,
  updateDatasourceRow,
} from './queries.ts'
import { dimensionsOf, renderDatasource, valuesOf } from './render.ts'
import { typesChoosingFrom } from './usage.ts'

/** A datasource as a request names it. */
export interface DatasourceFacts extends Facts {
  readonly datasource: DatasourceRow
}

type OneDatasource = Context<{ params: { datasource: string }; query: unknown; body: unknown }>

export function targetOf(space: SpaceFacts, row: DatasourceRow): Target {
  return { area: 'datasources', space, id: row.id, name: row.slug, creator: creatorOf(row) }
}

/** Finds the datasource of a path, and holds it when the operation writes. */
export async function loadDatasource({ db, space, input, operation }: OneDatasource): Promise<DatasourceFacts | null> {
  const hold = operation.access === 'read' ? null : 'update'
  const datasource = await readDatasource(db, space.id, input.params.datasource, hold)
  return datasource && { target: targetOf(space, datasource), datasource }
}

export const datasourceImplementations = [
  implement(listDatasources, {
    load: async ({ space }) => ({ target: { area: 'datasources', space } }),
    requests: rowByRow,
    handle: async ({ db, space, allows }) => {
      const rows = await readDatasources(db, space.id)
      const shown = rows.filter((row) => allows({ action: datasources.read.name, target: targetOf(space, row) }))
      return { items: shown.map(renderDatasource), next: null }
    },
  }),

  implement(createDatasource, {
    prepare: (_input, { nextSerial }) => nextSerial('datasource'),
    load: async ({ space, input: { body }, caller }) => ({
      target: { area: 'datasources', space, name: body.slug, creator: caller.principal.name },
    }),
    handle: async ({ db, space, input: { body }, caller, services, now, prepared: serial }) => {
      await assertSlugFree(db, space.id, body.slug)
      const row: DatasourceRow = {
        space_id: space.id,
        id: services.newId(),
        serial,
        slug: body.slug,
        name: body.name?.normalize('NFC') ?? body.slug,
        dimensions: JSON.stringify(body.dimensions ?? []),
        delivered: body.delivered ? 1 : 0,
        version: 1,
        ...creatorColumns(caller.principal.name),
        created_at: now,
        updated_at: now,
      }
      await insertDatasource(db, row)
      await raiseContentVersions(db, space.id)
      return renderDatasource(row)
    },
    created: ({ id }) => id,
    replay: async (id, { db, space }) => {
      const row = await readDatasource(db, space.id, id, null)
      return row && renderDatasource(row)
    },
  }),

  implement(showDatasource, {
    load: loadDatasource,
    handle: async ({ facts }) => renderDatasource(facts.datasource),
  }),

  implement(updateDatasource, {
    load: loadDatasource,
    requests: ({ target }, { input: { body } }) => [
      { action: datasources.update.name, target, ...(body.slug !== undefined && { after: { name: body.slug } }) },
    ],
    handle: async ({ db, space, facts, input, request, now, allows }) => {
      const { datasource, target } = facts
      const { slug = datasource.slug, dimensions = dimensionsOf(datasource) } = input.body
      assertVersion(request.ifMatch, datasource.version, allows({ action: datasources.read.name, target }))
      if (slug !== datasource.slug) {
        await assertSlugFree(db, space.id, slug)
        await assertUnused(db, datasource)
      }
      await dropDimensions(db, datasource, dimensions, input.query.confirm === true)
      const change = {
        slug,
        name: input.body.name?.normalize('NFC') ?? datasource.name,
        dimensions: JSON.stringify(dimensions),
        delivered: (input.body.delivered ?? datasource.delivered === 1) ? 1 : 0,
        updated_at: now,
      } as const
      await updateDatasourceRow(db, datasource, change)
      await raiseContentVersions(db, space.id)
      return renderDatasource({ ...datasource, ...change, version: datasource.version + 1 })
    },
  }),

  implement(deleteDatasource, {
    load: loadDatasource,
    handle: async ({ db, space, facts: { datasource, target }, request, allows }) => {
      assertVersion(request.ifMatch, datasource.version, allows({ action: datasources.read.name, target }))
      await assertUnused(db, datasource)
      await deleteDatasourceRow(db, datasource)
      await raiseContentVersions(db, space.id)
      return null
    },
  }),
]

async function assertSlugFree(db: Reader, spaceId: string, slug: string): Promise<void> {
  if (await readDatasource(db, spaceId, slug, null)) {
    throw refuse(problems.slugTaken, 'Another datasource has this slug.')
  }
}

/** Fields name the datasource by its slug. */
async function assertUnused(db: Reader, datasource: DatasourceRow): Promise<void> {
  const types = await typesChoosingFrom(db, datasource)
  if (types.length === 0) return
  const named = types.length === 1 ? '1 content type chooses' : `${types.length} content types choose`
  throw refuse(problems.inUse, `${named} from it; change the fields first.`)
}

/** Takes the values of dimensions that are gone along; refuses that with their number until it is confirmed. */
async function dropDimensions(
  db: Writer,
  datasource: DatasourceRow,
  dimensions: readonly string[],
  confirmed: boolean,
): Promise<void> {
  const gone = dimensionsOf(datasource).filter((each) => !dimensions.includes(each))
  if (gone.length === 0) return
  const entries = await readAllDatasourceEntries(db, datasource)
  const losing = entries.filter((entry) => gone.some((each) => valuesOf(entry)[each] !== undefined))
  if (losing.length > 0 && !confirmed) {
    const errors = gone.flatMap((dimension) => {
      const count = losing.filter((entry) => valuesOf(entry)[dimension] !== undefined).length
      return count === 0 ? [] : [{ pointer: '/dimensions', detail: `${dimension}: ${count} values would be lost.` }]
    })
    throw refuse(problems.inUse, 'Values would be lost; repeat it with confirm=true.', { errors })
  }
  for (const entry of losing) {
    const kept = Object.fromEntries(Object.entries(valuesOf(entry)).filter(([each]) => dimensions.includes(each)))
    await updateDatasourceEntryRow(db, { ...entry, dimension_values: JSON.stringify(kept) })
  }
}
