import { operationFacts } from '@latchkey/contract/catalogue'
import { problems } from '@latchkey/contract/problems'
import { compile } from '@latchkey/policy/compile'
import type { Grant } from '@latchkey/policy/grant'
import { coversAll } from '@latchkey/policy/layers'
import type { SpaceName } from '@latchkey/policy/request'
import { modeAllows } from '@latchkey/tokens/modes'
import { scopeAllows } from '@latchkey/tokens/scope'
import type { Caller } from '../../pipeline/principal.ts'
import { type Refusal, refuse } from '../../pipeline/refusal.ts'
import { grantInWords } from '@latchkey/tokens/grant-in-words'

/**
 * Law 12 for what people may do in a space: the first allow that the maker could not use himself, by its index; null when
 * his layers, scope and mode cover all of them.
 */
export function grantBeyond(
  maker: Pick<Caller, 'layers' | 'scope' | 'mode'>,
  grants: readonly Grant[],
  space: SpaceName,
): number | null {
  const unscoped = grants.findIndex(
    ({ effect, actions }) => effect === 'allow' && !actions.every((action) => isOpenTo(maker, action)),
  )
  if (unscoped !== -1) return unscoped
  const coverage = coversAll(maker.layers, compile(grants, { spaces: [space] }))
  return coverage.covered ? null : coverage.offending
}

/** Whether every operation for the action is open to the maker, and none that is to come could be closed. */
function isOpenTo({ scope, mode }: Pick<Caller, 'scope' | 'mode'>, action: string): boolean {
  const unlimited = (scope === null || scope.form === 'all') && (mode === null || mode === 'read-write')
  if (unlimited) return true
  const performing = operationFacts.filter((facts) => facts.action === action)
  return (
    performing.length > 0 &&
    performing.every(
      (facts) => (scope === null || scopeAllows(scope, facts)) && (mode === null || modeAllows(mode, facts.access)),
    )
  )
}

/** Refuses a grant that exceeds its maker; `pointer` where the request holds it. */
export function exceedsMaker(grant: Grant | undefined, pointer: string): Refusal {
  const detail = `You could not do yourself what this would: ${grant ? grantInWords(grant) : 'it'}.`
  return refuse(problems.exceedsMaker, detail, { errors: [{ pointer, detail }] })
}
