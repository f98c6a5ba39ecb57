import type { showRole } from '@latchkey/contract/roles/operations'
import type { ResultOf } from '@latchkey/contract/operation'
import { refer } from '../refer.ts'
import { writtenRole } from '../space-role/from-grants.ts'

type Role = ResultOf<typeof showRole>

/** A role as a SpaceRole. Grants that no SpaceRole can say stand beside it, so that nothing of it is hidden. */
export function shownRole({ id, name, builtin, grants, version }: Role, space: string): object {
  const { role, beyond } = writtenRole(grants)
  return {
    sys: { id, type: 'SpaceRole', space: refer('Space', space), version, isLocked: builtin },
    name,
    ...role,
    ...(beyond.length > 0 && { grants: beyond }),
  }
}
