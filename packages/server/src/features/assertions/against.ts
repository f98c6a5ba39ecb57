import type { Grant } from '@latchkey/policy/grant'
import type { Reader } from '../../database/database.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { readToken } from '../tokens/queries.ts'
import { ownerOf } from '../tokens/render.ts'
import type { Standing, Subject } from './subject.ts'

/** Who asks, and where. */
export type Asking = Pick<Context, 'caller' | 'space'>

/** The grants that stand against an assertion: of the token itself, and of its role where that may be read. */
export function grantsAgainst(asking: Asking, { layers, roleId }: Subject, standing: Standing): Grant[] {
  if (standing.is === 'holds' || standing.is === 'uncallable') return []
  return standing.because.flatMap(({ layer: name, grants }) => {
    if (name === 'role' && roleId !== null && !mayReadRole(asking, roleId)) return []
    if (name !== 'role' && name !== 'grants') return []
    const policy = layers.find((layer) => layer.name === name)?.policy
    return grants.flatMap((index) => policy?.grants[index] ?? [])
  })
}

/** Whether the caller may read what an assertion is pinned to, and so the assertion. */
export async function mayReadSubject(asking: Asking & { readonly db: Reader }, { holder }: Subject): Promise<boolean> {
  const { db, caller, space } = asking
  if (holder.is === 'role') return mayReadRole(asking, holder.id)
  const token = await readToken(db, { spaceId: space.id }, holder.id)
  if (token === null) return false
  return mayRead(caller, { area: 'tokens', space, id: token.id, creator: ownerOf(token) })
}

function mayReadRole({ caller, space }: Asking, id: string): boolean {
  return mayRead(caller, { area: 'roles', space, id })
}
