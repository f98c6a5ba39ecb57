import type { Grant } from '@latchkey/policy/grant'
import { decideAll } from '@latchkey/policy/layers'
import type { Request, Target } from '@latchkey/policy/request'
import type { Caller } from './principal.ts'

type Question = Omit<Request, 'principal'>

/**
 * A missing grant as the caller may be told of it. It still permits the request; what it says of things beyond the request
 * is only what the caller may read.
 */
export function tellable(caller: Caller, questions: readonly Question[], missing: Grant): Grant {
  const resources = missing.resources.map((resource) => {
    const hidden = questions.find(({ target }) => resource === nameOf(target) && hidesSlug(caller, target))
    return hidden?.target.id === undefined ? resource : nameOf({ ...hidden.target, name: hidden.target.id })
  })
  const { conditions, ...rest } = missing
  const { locales, ...others } = conditions ?? {}
  const kept = { ...others, ...(locales && !hidesLocales(caller, questions) && { locales }) }
  return {
    ...rest,
    resources: [...new Set(resources)].toSorted(),
    ...(Object.keys(kept).length > 0 && { conditions: kept }),
  }
}

function nameOf({ space, area, type, name, id }: Target): string {
  const prefix = space === null ? '' : `space:${space.slug}:`
  return `${prefix}${area === 'content' ? `content:${type}` : area}:${name ?? id}`
}

/** The slug of a working copy that is not what is live: who may not read drafts knows the live one. Then the id names it. */
function hidesSlug({ layers, principal }: Caller, target: Target): boolean {
  if (target.area !== 'content' || target.status !== 'published') return false
  const draft: Target = { ...target, status: 'draft' }
  return !decideAll(layers, { action: 'content.read', principal: principal.name, target: draft }).allowed
}

/**
 * Locales that the thing has, or the space, where the caller’s reading is a matter of locales. Told by the grants alone, or
 * that they are left out would tell that there are some. What is about to be created has those that the request says.
 */
function hidesLocales({ layers }: Caller, questions: readonly Question[]): boolean {
  const ofThings = questions.filter(({ target, locales }) => locales !== undefined && target.id !== undefined)
  const readings = new Set(ofThings.map(({ target }) => `${target.area}.read`))
  if (readings.size === 0) return false
  return layers.some(({ policy }) =>
    policy.grants.some(
      ({ actions, conditions }) =>
        conditions?.locales !== undefined && actions.some((action) => action === '*' || readings.has(action)),
    ),
  )
}
