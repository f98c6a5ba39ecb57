import type { CreatorKind } from '../database/schema.ts'

/** The columns that record who made a thing. */
export interface CreatorColumns {
  readonly created_by_kind: CreatorKind | null
  readonly created_by_id: string | null
}

/** A principal's name as columns: `account:019a…` → `account` and `019a…`. */
export function creatorColumns(principal: string): { created_by_kind: CreatorKind; created_by_id: string } {
  const colon = principal.indexOf(':')
  const kind = principal.slice(0, colon)
  if (kind !== 'account' && kind !== 'token') throw new Error(`${principal} is no principal: pass its whole name.`)
  return { created_by_kind: kind, created_by_id: principal.slice(colon + 1) }
}

/** The principal that made a thing; null where the installation did. */
export function creatorOf({ created_by_kind: kind, created_by_id: id }: CreatorColumns): string | null {
  return kind === null || id === null ? null : `${kind}:${id}`
}
