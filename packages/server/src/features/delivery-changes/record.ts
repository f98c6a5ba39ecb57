import type { Writer } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { CreatorColumns } from '../../lib/creator.ts'
import { shared } from '../content/field-values.ts'
import { tagsKey } from '../content/tags-key.ts'

// What ends being seen is remembered as it was, in the transaction that ends it: who keeps a copy is told of what he saw.

/** Where and when something changed. */
export interface Change {
  readonly viewId: string
  /** The environment's content version, raised in this transaction. */
  readonly seq: number
  /** UTC milliseconds. */
  readonly at: number
  /** The thing itself was deleted. */
  readonly deleted?: boolean
}

/** An entry as it was live: by what it was decided who saw it. */
export interface EntryFace extends CreatorColumns {
  readonly id: string
  readonly typeId: string
  /** The type's slug. */
  readonly type: string
  readonly slug: string
  readonly tags: readonly string[]
  /** The locales that it was live in, `''` among them. */
  readonly locales: readonly string[]
  /** Those of them that it is live in no longer. */
  readonly ended: readonly string[]
}

/** Remembers what an entry was live as. What was seen of it before the transaction counts, whatever else happens to it there. */
export async function recordLapse(tx: Writer, { viewId, seq, at, deleted = false }: Change, face: EntryFace) {
  const { id, typeId, type, slug, tags, created_by_kind, created_by_id, locales, ended } = face
  const rowIn = (locale: string) =>
    ({
      view_id: viewId,
      seq,
      entry_id: id,
      locale,
      type_id: typeId,
      type,
      slug,
      tags: tagsText(tags),
      created_by_kind,
      created_by_id,
      ended: ended.includes(locale) ? 1 : 0,
      deleted: deleted ? 1 : 0,
      lapsed_at: at,
    }) as const
  const first = await tx
    .insertInto('lapsed')
    .values(rowIn(shared))
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .executeTakeFirst()
  if (first === undefined) return
  await insertRows(tx, 'lapsed', locales.filter((locale) => locale !== shared).map(rowIn))
}

/** A file as it was live. */
export interface AssetFace extends CreatorColumns {
  readonly id: string
  readonly file_name: string
  readonly category: string | null
  readonly private: 0 | 1
}

/** Remembers what a file was live as. */
export async function recordAssetLapse(
  tx: Writer,
  { viewId, seq, at, deleted = false }: Change,
  face: AssetFace,
  tags: readonly string[],
) {
  const { id, file_name, category, private: isPrivate, created_by_kind, created_by_id } = face
  await tx
    .insertInto('lapsed_assets')
    .values({
      view_id: viewId,
      seq,
      asset_id: id,
      file_name,
      category,
      private: isPrivate,
      tags: tagsText(tags),
      created_by_kind,
      created_by_id,
      deleted: deleted ? 1 : 0,
      lapsed_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Tags under their key, as bodies have them: the same queries read them. */
function tagsText(tags: readonly string[]): string {
  return JSON.stringify({ [tagsKey]: tags })
}

/** A type before a change of it. */
export interface TypeBefore {
  readonly space_id: string
  readonly branch_id: string
  readonly id: string
  readonly slug: string
}

/** Remembers that a type changed, wherever its entries may be live. `seqs`: the environments' content versions, by their ids. */
export async function recordTypeChange(
  tx: Writer,
  type: TypeBefore,
  change: 'fields' | 'slug' | 'deleted',
  seqs: ReadonlyMap<string, number>,
  at: number,
): Promise<void> {
  const views = await tx
    .selectFrom('views')
    .select(['id', 'environment_id as environmentId'])
    .where('space_id', '=', type.space_id)
    .where('branch_id', '=', type.branch_id)
    .where('environment_id', 'is not', null)
    .execute()
  const rows = views.flatMap(({ id, environmentId }) => {
    const seq = seqs.get(environmentId ?? '')
    return seq === undefined
      ? []
      : [{ view_id: id, seq, type_id: type.id, change, slug: type.slug, lapsed_at: at } as const]
  })
  await insertRows(tx, 'type_changes', rows)
}
