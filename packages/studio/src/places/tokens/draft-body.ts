import type { NewInstallationToken, NewPersonalToken, NewSpaceToken } from '../../api/answers.ts'
import { kinds } from '@latchkey/tokens/kinds'
import { grantOf } from '../../pieces/grants/grant-row.ts'
import { type Draft, type DraftKind, endOfDay } from './draft.ts'

type SpaceKind = Exclude<DraftKind, 'personal'>

const common = ({ name, description, expires, lastDay }: Draft) => {
  const end = expires ? endOfDay(lastDay) : null
  return {
    name: name.trim(),
    ...(description.trim() !== '' && { description: description.trim() }),
    ...(end !== null && { expires_at: end.toISOString() }),
  }
}

/** What the API is sent for a token of a space. Only what its kind carries is said. */
export function spaceTokenBody(draft: Draft, kind: SpaceKind, space: string): NewSpaceToken {
  const row = kinds[kind]
  const byGrants = row.carriesGrants && (row.ceiling === null || draft.opens === 'grants')
  return {
    kind,
    ...common(draft),
    ...(row.needsEnvironment !== 'none' && draft.environment !== null && { environment: draft.environment }),
    ...(row.carriesRole && draft.opens === 'role' && draft.role !== null && { role: draft.role }),
    ...(byGrants && { grants: draft.grants.map(grantOf) }),
    ...(row.modes !== null && { mode: draft.mode }),
    ...(row.needsReleases && { releases: [...draft.releases] }),
    ...(row.tiedTo === 'spaces-or-installation' &&
      draft.furtherSpaces.length > 0 && { spaces: [space, ...draft.furtherSpaces] }),
    ...(row.carriesBranches && branchesOf(draft)),
  }
}

function branchesOf({ everyBranch, branches, aliases }: Draft): Pick<NewSpaceToken, 'branches' | 'aliases'> {
  if (everyBranch) return { branches: 'all', aliases: 'all' }
  // Said by nothing: the branch main.
  return branches.length + aliases.length === 0 ? {} : { branches: [...branches], aliases: [...aliases] }
}

/** What the API is sent for a token that reaches every space. */
export function installationTokenBody(draft: Draft): NewInstallationToken {
  return { ...common(draft), grants: draft.grants.map(grantOf) }
}

/** What the API is sent for a personal token. */
export function personalTokenBody(draft: Draft): NewPersonalToken {
  return { ...common(draft), scope: scopeOf(draft), spaces: spacesOf(draft) }
}

export function scopeOf({ full, scope, operations, resources }: Draft): NewPersonalToken['scope'] {
  if (full) return { form: 'all' }
  if (scope === 'custom') return { form: 'custom', operations: [...operations] }
  if (scope === 'resources') return { form: 'resources', resources: { ...resources } }
  return { form: scope }
}

export function spacesOf({ full, spaces, chosenSpaces }: Draft): NonNullable<NewPersonalToken['spaces']> {
  return full ? 'all' : spaces === 'chosen' ? [...chosenSpaces] : spaces
}
