import type { Services } from '../services.ts'
import { branchOf, requireBranch } from './branch-of.ts'
import type { Context } from './implementation.ts'

type Known = Pick<Context, 'operation' | 'caller' | 'input' | 'db' | 'request' | 'cookie' | 'contentVersion'>

/** What the stages of a request have at hand, from what is known of it. */
export function makeContext(services: Services, known: Known): Context {
  const { operation, caller, input } = known
  const branch = branchOf(operation, caller, input)
  return {
    ...known,
    services,
    now: services.now(),
    get space() {
      if (caller.space === null) throw new Error(`${operation.id} names no space: do not ask for one.`)
      return caller.space
    },
    get branch() {
      return requireBranch(operation, branch)
    },
  }
}
