import type { Step } from './plan.ts'
import { branchQuery, type Place } from './read-remote.ts'
import type { DatasourceFile, SpaceShape } from './space-shape.ts'

/** The most entries of a datasource that one request writes. */
const entriesPerRequest = 1000

/**
 * Does what a plan says: datasources before the types that choose from them, and what goes from datasources last, when no
 * type chooses it any more.
 */
export async function applyPlan(
  place: Place,
  files: SpaceShape,
  steps: readonly Step[],
  confirm: boolean,
): Promise<void> {
  const { client, space } = place
  const doing = (what: Step['what'], action: Step['action']) =>
    steps.filter((step) => step.what === what && step.action === action).map(({ slug }) => slug)
  const changedDatasources = [...doing('datasource', 'create'), ...doing('datasource', 'change')]
  const created = new Set(doing('datasource', 'create'))
  for (const slug of changedDatasources) {
    const file = fileOf(files.datasources, slug)
    const { entries: _entries, ...body } = file
    if (created.has(slug)) await client.datasources.create({ space }, { body })
    else await client.datasources.update({ space, datasource: slug }, { body, query: confirm ? { confirm } : {} })
    await putEntries(place, file)
  }
  for (const slug of doing('content type', 'create')) {
    await client.contentTypes.create({ space }, { body: fileOf(files.types, slug), query: branchQuery(place) })
  }
  for (const slug of doing('content type', 'change')) {
    const { slug: _slug, ...body } = fileOf(files.types, slug)
    const query = { ...branchQuery(place), ...(confirm && { confirm }) }
    await client.contentTypes.update({ space, type: slug }, { body, query })
  }
  for (const slug of changedDatasources) await removeOthers(place, fileOf(files.datasources, slug))
}

async function putEntries({ client, space }: Place, { slug, entries }: DatasourceFile): Promise<void> {
  for (let start = 0; start < entries.length; start += entriesPerRequest) {
    const part = entries.slice(start, start + entriesPerRequest)
    await client.datasourceEntries.import({ space, datasource: slug }, { body: { entries: part } })
  }
}

/** Leaves a datasource with the entries of its file, in their order as far as one request can say it. */
async function removeOthers({ client, space }: Place, { slug, entries }: DatasourceFile): Promise<void> {
  const params = { space, datasource: slug }
  if (entries.length <= entriesPerRequest) {
    await client.datasourceEntries.import(params, { body: { entries, replace: true } })
    return
  }
  const keys = new Set(entries.map(({ key }) => key))
  for await (const { id, key } of client.items('datasource-entries.list', { params, query: { limit: 1000 } })) {
    if (!keys.has(key)) await client.datasourceEntries.delete({ ...params, key: id })
  }
}

function fileOf<File>(files: ReadonlyMap<string, File>, slug: string): File {
  const file = files.get(slug)
  if (file === undefined) throw new Error(`${slug} was planned and has no file.`)
  return file
}
