import { type Reach, reachInWords } from '@latchkey/tokens/reach-in-words'
import { kinds } from '@latchkey/tokens/kinds'
import { grantOf } from '../../pieces/grants/grant-row.ts'
import type { Draft } from './draft.ts'
import { scopeOf, spacesOf } from './draft-body.ts'

/** The names of what a draft refers to by id. */
export interface Names {
  /** Null: of every space. */
  readonly space: string | null
  readonly role: (id: string) => string | null
  readonly release: (id: string) => string | null
}

/** What the token will be able to do, in the very sentences that lists and pages show of it afterwards. */
export function draftReach(draft: Draft, names: Names): readonly string[] {
  const { kind } = draft
  if (kind === null || isUnsaid(draft)) return []
  const row = kinds[kind]
  const byGrants = row.carriesGrants && (row.ceiling === null || draft.opens === 'grants')
  const byRole = row.carriesRole && draft.opens === 'role' && draft.role !== null
  const reach: Reach = {
    kind,
    spaces: kind === 'personal' ? spacesOf(draft) : spacesNamed(draft, names.space),
    environment: row.needsEnvironment === 'none' ? null : draft.environment,
    role: byRole ? names.role(draft.role ?? '') : null,
    grants: byGrants ? draft.grants.filter(isWhole).map(grantOf) : null,
    scope: kind === 'personal' ? scopeOf(draft) : null,
    mode: row.modes === null ? null : draft.mode,
    branches: row.carriesBranches ? branchScope(draft) : null,
    releases: draft.releases.flatMap((id) => names.release(id) ?? []),
  }
  return reachInWords(reach)
}

function spacesNamed({ kind, furtherSpaces }: Draft, space: string | null): Reach['spaces'] {
  return space === null ? 'all' : [space, ...(kind === 'api' ? furtherSpaces : [])]
}

/** A scope by lists that are empty still. */
function isUnsaid({ kind, full, scope, operations, resources }: Draft): boolean {
  if (kind !== 'personal' || full) return false
  return scope === 'custom' ? operations.length === 0 : scope === 'resources' && Object.keys(resources).length === 0
}

/** A row that says something already. */
function isWhole({ actions, resources }: Draft['grants'][number]): boolean {
  return actions.length > 0 && resources.length > 0
}

function branchScope({ everyBranch, branches, aliases }: Draft): NonNullable<Reach['branches']> {
  if (everyBranch) return { branches: 'all', aliases: 'all' }
  return branches.length + aliases.length === 0 ? { branches: ['main'], aliases: [] } : { branches, aliases }
}
