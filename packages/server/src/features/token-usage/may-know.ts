import type { Grant } from '@latchkey/policy/grant'
import type { Request, Target } from '@latchkey/policy/request'
import type { SpaceFacts } from '../../pipeline/principal.ts'

/** Who reads what tokens lacked, and in which space. */
export interface Reader {
  readonly space: SpaceFacts
  readonly allows: (request: Omit<Request, 'principal'>) => boolean
}

/**
 * Whether a reader may be told of what a missing grant names: everything in it lies in the space where he reads, and he
 * may read each such thing himself.
 *
 * A token may know entries that who looks after tokens does not, and may reach spaces that he is not in.
 */
export function mayKnowIn({ space, allows }: Reader): (grant: Grant) => boolean {
  return ({ resources }) =>
    resources.every((resource) => {
      const target = targetIn(space, resource)
      return target !== null && allows({ action: `${target.area}.read`, target })
    })
}

/** The thing that a missing grant names by its slug; null for what lies elsewhere. */
function targetIn(space: SpaceFacts, resource: string): Target | null {
  const prefix = `space:${space.slug}:`
  if (!resource.startsWith(prefix)) return null
  const [area = '', ...rest] = resource.slice(prefix.length).split(':')
  const [first, ...others] = rest
  if (first === undefined) return { area, space }
  if (area === 'content') return { area, space, type: first, ...(others.length > 0 && { name: others.join(':') }) }
  if (area === 'schema') return { area, space, type: first }
  if (area === 'media' && first === 'category') return { area, space, category: others.join(':') }
  return { area, space, name: rest.join(':') }
}
