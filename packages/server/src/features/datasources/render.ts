import type { Datasource, DatasourceEntry } from '@latchkey/contract/datasources/schemas'
import type { Static } from '@latchkey/contract/schema'
import type { DatasourceEntryRow, DatasourceRow } from './queries.ts'

export function renderDatasource(row: DatasourceRow): Static<typeof Datasource> {
  return {
    id: row.id,
    serial: row.serial,
    slug: row.slug,
    name: row.name,
    dimensions: [...dimensionsOf(row)],
    delivered: row.delivered === 1,
    version: row.version,
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  }
}

export function renderDatasourceEntry(row: DatasourceEntryRow): Static<typeof DatasourceEntry> {
  return { id: row.id, serial: row.serial, key: row.key, value: row.value, values: { ...valuesOf(row) } }
}

/** The names of a datasource's dimensions, in order. */
export function dimensionsOf({ dimensions }: DatasourceRow): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from a body that its schema has checked.
  return JSON.parse(dimensions) as string[]
}

/** The values of an entry by dimension. */
export function valuesOf({ dimension_values: values }: DatasourceEntryRow): Readonly<Record<string, string>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same.
  return JSON.parse(values) as Record<string, string>
}
