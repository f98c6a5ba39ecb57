import { branches } from '@latchkey/contract/actions'
import type { Exposure } from '@latchkey/contract/exposure/operations'
import { problems } from '@latchkey/contract/problems'
import type { Static } from '@latchkey/contract/schema'
import { decide } from '../../pipeline/authorize.ts'
import { mainBranch } from '../../pipeline/branch-of.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { extend } from '../../pipeline/perform.ts'
import type { BranchFacts, Caller } from '../../pipeline/principal.ts'
import { Refusal, refuse } from '../../pipeline/refusal.ts'
import { aliasTarget, branchTarget } from '../branches/load.ts'
import { type Place, type PlaceQuery, readPlace } from '../delivery/place.ts'
import { countContent } from './count-content.ts'
import { countDatasources } from './count-datasources.ts'
import { countFiles } from './count-files.ts'
import type { Viewing } from './viewing.ts'

/** Where the key is tried. */
export interface WhereQuery extends PlaceQuery {
  readonly branch?: string
}

/**
 * Counts what whoever has a key can read in one place, by the very filters that its own requests are answered by. What
 * the asker may not read himself is neither counted nor named.
 */
export async function expose(context: Context, key: Caller, query: WhereQuery): Promise<Static<typeof Exposure>> {
  const { db, space, caller: asker } = context
  const branch = branchFor(key, asker, query.branch)
  const place = await placeFor(extend(context, { caller: key, branch }), query)
  const viewing: Viewing = { db, space, branch, place, key, asker }
  const content = await countContent(viewing)
  const files = await countFiles(viewing)
  const datasources = await countDatasources(viewing)
  return {
    kind: key.principal.kind,
    environment: place.environment,
    branch: branch.name,
    state: query.state ?? 'published',
    release: place.release?.releaseId ?? null,
    entries: content.value.reduce((sum, { entries }) => sum + entries, 0),
    content_types: content.value,
    files: files.value,
    datasources: datasources.value,
    branches: namesOf(viewing),
    partial: content.partial || files.partial || datasources.partial,
  }
}

/** The branch that is asked about; where none is, `main`, or the first that the key reaches. */
function branchFor(key: Caller, asker: Caller, named: string | undefined): BranchFacts {
  const [first = mainBranch] = key.branches.keys()
  const name = named ?? (key.branches.has(mainBranch) ? mainBranch : first)
  const branch = asker.branches.has(name) ? key.branches.get(name) : undefined
  if (branch === undefined) throw refuse(problems.unknownBranch, `There is no branch ${name} in reach.`)
  if (branch.state === 'creating') throw refuse(problems.branchNotReady, `The branch ${name} is still being made.`)
  return branch
}

/** The place as the key finds it. What the key would be refused there is a mistake in the question. */
async function placeFor(context: Context, query: PlaceQuery): Promise<Place> {
  try {
    return await readPlace(context, query)
  } catch (error) {
    const refused = error instanceof Refusal && error.problem === problems.insufficientScope
    throw refused ? refuse(problems.invalidQuery, error.detail) : error
  }
}

/** The names of branches and aliases that the key may name, of those that the asker may know of. */
function namesOf({ key, asker, space }: Viewing): string[] {
  return [...key.branches].flatMap(([name, branch]) => {
    const isName = name !== branch.id || branch.id === mainBranch
    const target = name === branch.name ? branchTarget(space, branch) : aliasTarget(space, name)
    const isKnown = asker.branches.has(name) && decide(asker, { action: branches.read.name, target }).allowed
    return isName && isKnown ? [name] : []
  })
}
