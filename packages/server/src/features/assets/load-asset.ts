import type { Context, Facts } from '../../pipeline/implementation.ts'
import { type AssetState, targetOf } from './asset.ts'
import { type Branch, readAsset, readLiveOf } from './queries.ts'

/** A stored asset as a request names it. */
export interface AssetFacts extends Facts {
  readonly state: AssetState
}

type NamesAsset = Context<{ params: { asset: string }; query: unknown; body: unknown }>

/** Finds the asset of a path in the caller's space, and holds it when the operation writes. */
export async function loadAsset(context: NamesAsset): Promise<AssetFacts | null> {
  const { db, space, input, operation } = context
  const branch = whoseAssets(context)
  const row = await readAsset(db, branch, input.params.asset, { forUpdate: operation.access !== 'read' })
  if (row === null) return null
  const live = row.state === 'published' ? await readLiveOf(db, branch, [row.id]) : new Map<string, never>()
  return { target: targetOf(space, row), state: { row, live: live.get(row.id) ?? [] } }
}

/** The branch that a request about files is about. */
export function whoseAssets({ space, branch }: Pick<Context, 'space' | 'branch'>): Branch {
  return { spaceId: space.id, branchId: branch.id }
}
