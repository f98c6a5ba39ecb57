import type { Client } from '@latchkey/client/client'
import { gather } from '../gather.ts'
import { datasourceFile, typeFile } from './canonical-shape.ts'
import type { SpaceShape } from './space-shape.ts'

/** Where the shape of a space is read and written. Datasources are the same in every branch. */
export interface Place {
  readonly client: Client
  readonly space: string
  readonly branch: string | undefined
}

/** The query that names a branch. */
export function branchQuery({ branch }: Place): { branch?: string } {
  return branch === undefined ? {} : { branch }
}

/** What a server has, in the form of files. */
export async function readRemote(place: Place): Promise<SpaceShape> {
  const { client, space } = place
  const { items: types } = await client.contentTypes.list({ space }, { query: branchQuery(place) })
  const { items: datasources } = await client.datasources.list({ space })
  const files = new Map<string, ReturnType<typeof datasourceFile>>()
  for (const { slug, name, dimensions, delivered } of datasources) {
    const params = { space, datasource: slug }
    const entries = await gather(client.items('datasource-entries.list', { params, query: { limit: 1000 } }))
    const told = entries.map(({ key, value, values }) => ({ key, value, values }))
    files.set(slug, datasourceFile({ slug, name, dimensions, delivered, entries: told }))
  }
  return {
    types: new Map(
      types.map(({ slug, name, singleton, fields }) => [slug, typeFile({ slug, name, singleton, fields })]),
    ),
    datasources: files,
  }
}
