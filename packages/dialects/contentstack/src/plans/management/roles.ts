import { listRoles, showRole } from '@latchkey/contract/roles/operations'
import type { VendorRequest } from '@latchkey/dialect-kit/dialect'
import { call, type Plan } from '@latchkey/dialect-kit/plan'
import { refuseMissing } from '@latchkey/dialect-kit/refuse'
import { roleOf } from '../../from-result/settings.ts'
import { idOf } from '../../uids.ts'

/** `GET roles` */
export function* listAll({ space }: VendorRequest): Plan {
  const { items } = yield* call(listRoles, { params: { space: space.id } })
  return { status: 200, body: { roles: items.map(roleOf) } }
}

/** `GET roles/{role}` */
export function* show({ space, params }: VendorRequest): Plan {
  const id = idOf(params['role'] ?? '')
  if (id === null) throw refuseMissing()
  return { status: 200, body: { role: roleOf(yield* call(showRole, { params: { space: space.id, role: id } })) } }
}
