import type { Field } from '@latchkey/contract/content-types/schemas'

/** A content type as its file has it. */
export interface TypeFile {
  readonly slug: string
  readonly name: string
  readonly singleton: boolean
  readonly fields: readonly Field[]
}

/** A datasource as its file has it, with its entries in their order. */
export interface DatasourceFile {
  readonly slug: string
  readonly name: string
  readonly dimensions: readonly string[]
  readonly delivered: boolean
  readonly entries: readonly DatasourceFileEntry[]
}

export interface DatasourceFileEntry {
  readonly key: string
  readonly value: string
  readonly values: Readonly<Record<string, string>>
}

/** The shape of a space: what a folder holds, or what a server has. By slug, in its order. */
export interface SpaceShape {
  readonly types: ReadonlyMap<string, TypeFile>
  readonly datasources: ReadonlyMap<string, DatasourceFile>
}
