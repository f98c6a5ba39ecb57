import { isRecord } from '@latchkey/dialect-kit/body'
import { isUuid } from '@latchkey/dialect-kit/identifiers'

/** How the vendor points from one thing to another. */
export interface Refer {
  readonly sys: { readonly type: 'Refer'; readonly id: string; readonly targetType: string }
}

export function refer(targetType: string, id: string): Refer {
  return { sys: { type: 'Refer', id, targetType } }
}

/** The id that a `Refer` names; null for what is none. */
export function referredId(value: unknown): string | null {
  const sys = isRecord(value) ? value['sys'] : null
  const id = isRecord(sys) && sys['type'] === 'Refer' ? sys['id'] : null
  return typeof id === 'string' ? id : null
}

/** Who made something: `account:019a…` as a `Refer`; a token is its own. */
export function maker(createdBy: string): Refer {
  const [kind = '', id = ''] = createdBy.split(':', 2)
  return refer(kind === 'account' && isUuid(id) ? 'User' : 'AccessToken', id)
}
