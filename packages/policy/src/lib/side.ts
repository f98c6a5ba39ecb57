import type { Status } from '../grant.ts'
import type { Request, SpaceName, Target } from '../request.ts'

/** The names under which a thing is decided. A request that renames or moves has two sides, and each is decided. */
export interface Side {
  readonly area: string
  readonly space: SpaceName | null
  readonly type: string
  /** The thing's own name, or its id where it has none; empty for a thing that has no items. */
  readonly name: string
  /** What a missing grant names it by: its name, and nothing where that was made up. */
  readonly told: string
  readonly id: string | null
  readonly category: string | null
  /** A file moves out of or into this category: only an allow that reaches the category itself will do. */
  readonly moves: boolean
}

/** The sides of a request: what the thing is called before it and, where that changes, after it. */
export function sidesOf(request: Request): readonly Side[] {
  const { target, after } = request
  const name = nameOf(target)
  const category = target.category ?? null
  const nameAfter = after?.name ?? name
  const categoryAfter = after?.category === undefined ? category : after.category
  const moves = category !== categoryAfter
  const before = sideOf(target, name, category, moves)
  return moves || name !== nameAfter ? [before, sideOf(target, nameAfter, categoryAfter, moves)] : [before]
}

/** `content:pages:` or `media:`. */
export function stemOf(area: string, type: string): string {
  return area === 'content' ? `content:${type}:` : `${area}:`
}

/** The states that a `status` condition asks about: both old and new for an update, else the one that the target has. */
export function statusesOf(request: Request): readonly Status[] {
  const before = request.target.status
  const after = request.action === 'content.update' ? request.after?.status : undefined
  if (before === undefined) return after === undefined ? [] : [after]
  return after === undefined || after === before ? [before] : [before, after]
}

function sideOf(target: Target, name: string, category: string | null, moves: boolean): Side {
  return {
    area: target.area,
    space: target.space,
    type: target.type ?? '',
    name,
    told: target.madeUp === true ? '' : name,
    id: target.id ?? null,
    category: target.area === 'media' ? category : null,
    moves: moves && target.area === 'media' && category !== null,
  }
}

function nameOf(target: Target): string {
  return target.name ?? (target.area === 'schema' ? target.type : undefined) ?? target.id ?? ''
}
