import type { AssetMetadata } from '@latchkey/contract/assets/schemas'
import type { Asset } from '@latchkey/contract/assets/schemas'
import type { Static } from '@latchkey/contract/schema'
import type { Target } from '@latchkey/policy/request'
import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Schema } from '../../database/schema.ts'
import { creatorOf } from '../../lib/creator.ts'
import type { Facts } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { keptTags } from '../content/tags.ts'
import { tagsKey } from '../content/tags-key.ts'

export type AssetRow = Selectable<Schema['assets']>
export type Metadata = Static<typeof AssetMetadata>
type AssetView = Static<typeof Asset>

/** What is live of an asset in one environment. */
export interface LiveAsset {
  readonly viewId: string
  readonly environmentId: string
  /** The environment's slug. */
  readonly environment: string
  readonly blob: string
  readonly metadata: string
}

/** An asset and what is live of it, in the order of the environments. */
export interface AssetState {
  readonly row: AssetRow
  readonly live: readonly LiveAsset[]
}

/** What grants speak of: a file has its name besides its id, its category and its tags. */
export type AssetNames = Pick<
  AssetRow,
  'id' | 'file_name' | 'category' | 'metadata' | 'created_by_kind' | 'created_by_id'
>

/** The asset as decisions name it. */
export function targetOf(
  space: SpaceFacts,
  { id, file_name: name, category, metadata, ...columns }: AssetNames,
): Target {
  const { tags } = decodeMetadata(metadata)
  return { area: 'media', space, id, name, category, creator: creatorOf(columns), tags }
}

/** Metadata and tags, which are kept and published together, as they were stored; they were checked when they came in. */
export function decodeMetadata(text: string): { readonly metadata: Metadata; readonly tags: string[] } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by encodeMetadata.
  const { [tagsKey]: tags = [], ...metadata } = JSON.parse(text) as Metadata & { readonly tags?: string[] }
  return { metadata, tags }
}

/** Texts in the form in which they are compared, in one order, so that equal metadata and tags are equal text. */
export function encodeMetadata(
  metadata: { readonly [Name in keyof Metadata]?: Metadata[Name] | null },
  tags: readonly string[],
): string {
  const texts = Object.entries(metadata)
    .flatMap(([name, text]) => (typeof text === 'string' ? [[name, text.normalize('NFC')] as const] : []))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify({ ...Object.fromEntries(texts), ...(tags.length > 0 && { [tagsKey]: keptTags(tags) }) })
}

/** A strong validator of a file's bytes, the same wherever they are shown: `"…"`. */
export function tagOf(blob: string): string {
  return `"${hash('sha256', blob, 'base64url').slice(0, 22)}"`
}

/** The asset as editors see it. */
export function showAsset({ row, live }: AssetState): AssetView {
  const { private: isPrivate, state, digest: sha256 } = row
  return {
    id: row.id,
    serial: row.serial,
    file_name: row.file_name,
    category: row.category,
    private: isPrivate === 1,
    status: state === 'published' ? state : 'draft',
    changed: live.some(({ blob, metadata }) => blob !== row.blob || metadata !== row.metadata),
    environments: live.map(({ environment }) => environment),
    version: row.version,
    media_type: row.media_type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    sha256,
    ...decodeMetadata(row.metadata),
    created_by: creatorOf(row) ?? '',
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  }
}

/** The asset that a write answers, as decisions name it. */
export function resultTarget(asset: AssetView, { target: { space } }: Facts): Target {
  const { id, file_name: name, category, created_by: creator, tags } = asset
  return { area: 'media', space, id, name, category, creator, tags }
}
