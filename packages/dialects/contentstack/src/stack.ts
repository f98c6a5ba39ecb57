import type { SpacePlace, VendorRequest } from '@latchkey/dialect-kit/dialect'
import { type Plan, Refusing } from '@latchkey/dialect-kit/plan'
import { deliveringKinds } from './presets.ts'
import { apiKeyParameter, refuseBranch, refuseStack } from './refuse.ts'
import { idOf } from './uids.ts'

type PlanOf = (request: VendorRequest) => Plan

/** The stack that requests name in a header: by the vendor's name for it, or by the slug of the space. */
export const stack: SpacePlace = { in: 'header', header: apiKeyParameter, read: (text) => idOf(text) ?? text }

/**
 * A plan about a stack. What is refused because of the stack, or of the branch that a header names, is told as the vendor
 * tells it: whatever the plan was about.
 */
export function inStack(plan: PlanOf): PlanOf {
  return function* (request) {
    try {
      return yield* plan(request)
    } catch (error) {
      if (!(error instanceof Refusing)) throw error
      const { refused } = error
      // A space that is not there has no name but the one that the request gives it.
      const isNowhere = request.space.id === request.space.slug && refused.status === 404
      if (refused.layer === 'space' || isNowhere) throw refuseStack()
      if (refused.problem === 'unknown-branch') throw refuseBranch(refused, request.headers['branch'] ?? 'main')
      throw error
    }
  }
}

/** The two APIs have the same paths: which of them is asked the token says. */
export function byToken({ delivered, managed }: { readonly delivered: PlanOf; readonly managed: PlanOf }): PlanOf {
  return inStack((request) => (deliveringKinds.includes(request.kind) ? delivered(request) : managed(request)))
}
