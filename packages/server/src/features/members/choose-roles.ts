import type { ProblemIssue } from '@latchkey/contract/problem'
import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import { mayRead } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { storedGrants } from '../../pipeline/read-rights.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { readRole, type RoleRow } from '../roles/queries.ts'
import { exceedsMaker, grantBeyond } from '../roles/within-maker.ts'

/** Finds roles by id or name, each once, and refuses those that together open more than the caller has himself. */
export async function chooseRoles(
  { caller, space, db }: Pick<Context<unknown, Writer>, 'caller' | 'space' | 'db'>,
  names: readonly string[],
): Promise<readonly string[]> {
  const roles = new Map<string, RoleRow>()
  const issues: ProblemIssue[] = []
  for (const [index, name] of names.entries()) {
    const role = await readRole(db, space.id, name.normalize('NFC'))
    // A role that the caller may not read is as unknown as any other.
    if (role && mayRead(caller, { area: 'roles', space, id: role.id })) roles.set(role.id, role)
    else issues.push({ pointer: `/roles/${index}`, detail: `There is no role ${name} in the space.` })
  }
  if (issues.length > 0) throw refuse(problems.invalidBody, undefined, { errors: issues })
  const grants = [...roles.values()].flatMap((role) => storedGrants(role.grants))
  const beyond = grantBeyond(caller, grants, space)
  if (beyond !== null) throw exceedsMaker(grants[beyond], '/roles')
  return [...roles.keys()]
}
