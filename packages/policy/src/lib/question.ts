import type { Request } from '../request.ts'
import { partsOf, takesFields, type Part } from './part.ts'
import { statusBits, type Facts } from './rule.ts'
import { sidesOf, statusesOf, type Side } from './side.ts'
import { tagsAsked } from './tags.ts'

/** A request taken apart: it is permitted when every part is, on every side. */
export interface Question {
  readonly request: Request
  readonly facts: Facts
  readonly sides: readonly Side[]
  readonly parts: readonly Part[]
  /** Whether `fields` of a grant count for the action. */
  readonly byField: boolean
}

export function questionOf(request: Request): Question {
  const { action, principal, target } = request
  return {
    request,
    facts: {
      own: target.creator === principal,
      statuses: statusBits(statusesOf(request)),
      tags: tagsAsked(request),
    },
    sides: sidesOf(request),
    parts: partsOf(request),
    byField: takesFields(action),
  }
}
