import type { ResultOf } from '@latchkey/contract/operation'
import type { showOrganization } from '@latchkey/contract/organizations/operations'
import { idOf } from '../identifiers.ts'

export type Organization = ResultOf<typeof showOrganization>

/** An organization as the vendor shows it. */
export function orgOf({ serial, name, created_at }: Organization) {
  return { id: idOf(serial), orgId: idOf(serial), name, description: '', creationDate: created_at }
}
