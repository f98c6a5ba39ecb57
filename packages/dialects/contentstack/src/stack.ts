import type { SpacePlace, VendorRequest } from '@latchkey/dialect-kit/dialect'
import type { Plan } from '@latchkey/dialect-kit/plan'
import { deliveringKinds } from './presets.ts'
import { apiKeyParameter, refuseStack } from './refuse.ts'
import { idOf } from './uids.ts'

type PlanOf = (request: VendorRequest) => Plan

/** The stack that requests name in a header: by the vendor's name for it, or by the slug of the space. */
export const stack: SpacePlace = { in: 'header', header: apiKeyParameter, read: (text) => idOf(text) ?? text }

/** A plan about a stack that is there, and there for the token. */
export function inStack(plan: PlanOf): PlanOf {
  return function* (request) {
    const { id, slug } = request.space
    // What is not there has no name but the one that the request gives it.
    if (id === slug) throw refuseStack()
    return yield* plan(request)
  }
}

/** The two APIs have the same paths: which of them is asked the token says. */
export function byToken({ delivered, managed }: { readonly delivered: PlanOf; readonly managed: PlanOf }): PlanOf {
  return inStack((request) => (deliveringKinds.includes(request.kind) ? delivered(request) : managed(request)))
}
