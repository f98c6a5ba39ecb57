import { media } from '@latchkey/contract/actions'
import type { AssetCategory } from '@latchkey/contract/asset-categories/schemas'
import type { Static } from '@latchkey/contract/schema'
import { filterForAll } from '@latchkey/policy/layers'
import type { Target } from '@latchkey/policy/request'
import { creatorOf } from '../../lib/creator.ts'
import { decide } from '../../pipeline/authorize.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import type { SpaceFacts } from '../../pipeline/principal.ts'
import { workingAssets } from '../assets/asset-source.ts'
import { countByCategory } from '../assets/count-assets.ts'
import { whoseAssets } from '../assets/load-asset.ts'
import { type CategoryRow, readCategories, readCategory } from './queries.ts'

/** A category as a request names it. */
export interface CategoryFacts extends Facts {
  readonly row: CategoryRow
  /** How many of its files the caller may read. */
  readonly assets: number
}

/** What a category is decided as: a file in it of no name at all, so that grants on names say nothing about it. */
export function categoryTarget(space: SpaceFacts, { category, ...columns }: CategoryNames): Target {
  return { area: 'media', space, category, creator: creatorOf(columns) }
}

type CategoryNames = Pick<CategoryRow, 'category' | 'created_by_kind' | 'created_by_id'>

type InBranch = Pick<Context, 'db' | 'space' | 'branch' | 'caller'>

/**
 * The categories that the caller may know of: where there is a file that it may read, and those that were made where it may
 * read or upload. One that only hidden files are in is none for it.
 */
export async function seenCategories(context: InBranch): Promise<readonly CategoryFacts[]> {
  const counted = await countReadable(context)
  const rows = await readCategories(context.db, whoseAssets(context))
  return rows.flatMap((row) => factsOf(context, row, counted) ?? [])
}

/** The category of a path, as far as the caller may know of it. */
export async function loadCategory(
  context: InBranch & { readonly input: { readonly params: { readonly category: string } } },
): Promise<CategoryFacts | null> {
  const row = await readCategory(context.db, whoseAssets(context), context.input.params.category)
  return row && factsOf(context, row, await countReadable(context))
}

/** A category that the caller has made, as it is answered. */
export async function showMade(context: InBranch, row: CategoryRow) {
  return showCategory({ row, assets: (await countReadable(context)).get(row.category) ?? 0 })
}

function factsOf({ space, caller }: InBranch, row: CategoryRow, counted: ReadonlyMap<string, number>) {
  const target = categoryTarget(space, row)
  const assets = counted.get(row.category) ?? 0
  const isOpen = [media.read, media.upload].some(({ name }) => decide(caller, { action: name, target }).allowed)
  return assets > 0 || (row.made === 1 && isOpen) ? { target, row, assets } : null
}

async function countReadable(context: InBranch): Promise<ReadonlyMap<string, number>> {
  const { db, space, caller } = context
  const query = { collection: { area: 'media', space }, principal: caller.principal.name }
  const source = workingAssets(db, whoseAssets(context))
  const counted = await countByCategory(source, filterForAll(caller.layers, media.read.name, query))
  return new Map(counted.map(({ category, assets }) => [category, assets]))
}

export function showCategory({ row: { id, serial, category }, assets }: Pick<CategoryFacts, 'row' | 'assets'>) {
  return { id, serial, category, assets } satisfies Static<typeof AssetCategory>
}
