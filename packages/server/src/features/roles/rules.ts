import type { Grant } from '@latchkey/policy/grant'
import { printGrants } from '@latchkey/policy/print'
import { spaceColumn } from '../../database/stamp.ts'

/** Why a role cannot have a name; null when it can. */
export function faultOfName(name: string): string | null {
  return spaceColumn(name) === 'id' ? 'A name is not shaped like an id: in paths it would be taken for one.' : null
}

/** Whether a change of a role ends a deny, which gives more to who has other roles besides. */
export function endsDeny(before: readonly Grant[], after: readonly Grant[]): boolean {
  const kept = new Set(printGrants(after).map((grant) => JSON.stringify(grant)))
  return printGrants(before).some((grant) => grant.effect === 'deny' && !kept.has(JSON.stringify(grant)))
}

/** Why a role stays: `Live tokens are bound to it: Site (7Hq2mK9xB1aZ), and 2 that you may not read.` */
export function boundInWords(
  readable: readonly { readonly name: string; readonly id: string }[],
  hidden: number,
): string {
  const named = readable.map(({ name, id }) => `${name} (${id})`).join(', ')
  const rest = `${hidden} that you may not read`
  if (named === '') return `Live tokens are bound to it: ${rest}.`
  return `Live tokens are bound to it: ${named}${hidden === 0 ? '' : `, and ${rest}`}.`
}
