import type { NewToken } from '../tokens/issue-token.ts'
import { kinds } from '@latchkey/tokens/kinds'
import type { Reader } from '../../database/database.ts'
import type { Caller, SpaceFacts } from '../../pipeline/principal.ts'
import { readBranchesIn } from '../../pipeline/read-branches.ts'
import { storedGrants, tokenLayers } from '../../pipeline/read-rights.ts'
import { readRoleGrants } from '../tokens/bindings.ts'
import { mainAlone } from '../tokens/branch-scope.ts'

/** Shaped like a token's id, and never one: nothing was created by it. */
const unborn = '000000000000'

/** A token that nobody has made yet, with the rights in its space that it would have. */
export async function callerOfPlan(
  db: Reader,
  plan: Omit<NewToken, 'serial'>,
  space: SpaceFacts,
  { stamp }: Pick<Caller, 'stamp'>,
): Promise<Caller> {
  const row = kinds[plan.kind]
  const role = plan.roleId === null ? null : storedGrants(await readRoleGrants(db, plan.roleId))
  return {
    principal: {
      kind: plan.kind,
      tokenId: unborn,
      accountId: null,
      name: `token:${unborn}`,
      secretVersion: 1,
      via: 'bearer',
      provenAt: 0,
      proof: null,
      environmentId: plan.environmentId,
      releases: row.needsReleases ? (plan.releaseIds ?? []) : null,
      expiresAt: plan.expiresAt,
    },
    spaceSegment: space.slug,
    space,
    branches: await readBranchesIn(db, plan.branches ?? mainAlone, space.id),
    layers: tokenLayers(row, plan.grants, [space], role),
    scope: null,
    mode: null,
    terms: null,
    outside: false,
    barred: null,
    stamp,
  }
}
