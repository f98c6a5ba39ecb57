import { Alert, Checkbox, MultiSelect, Select, Stack } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import type { ManagementMode } from '@latchkey/tokens/modes'
import { useQuery } from '@tanstack/react-query'
import { issueAt } from '../../api/problems.ts'
import {
  aliasesQuery,
  branchesQuery,
  catalogueQuery,
  environmentsQuery,
  releasesQuery,
  spacesQuery,
} from '../../api/queries.ts'
import { ChoiceGroup } from '../../pieces/choice-group.tsx'
import { ceilingOf, grantBeyond } from '../../pieces/grants/own-rights.ts'
import { useOwnRights } from '../../pieces/grants/use-own-rights.ts'
import { t } from '../../words/words.ts'
import { OpensChoice } from './opens-choice.tsx'
import type { CheckedProps, PartProps, ReachStepProps } from './reach-step-props.ts'

/** What a token of a space opens, and where: what its kind carries, and nothing else. */
export function SpaceReach({ draft, space, onChange, missing, error }: ReachStepProps & { readonly space: string }) {
  const row = kinds[draft.kind]
  return (
    <>
      {row.needsEnvironment !== 'none' && <Environment {...{ draft, space, onChange, error }} />}
      {row.needsReleases && <Releases {...{ draft, space, onChange, missing, error }} />}
      {row.modes !== null && <Mode {...{ draft, space, onChange }} />}
      {row.carriesGrants && <OpensChoice {...{ draft, space, onChange, missing, error }} />}
      {row.tiedTo === 'spaces-or-installation' && <FurtherSpaces {...{ draft, space, onChange, error }} />}
      {row.carriesBranches && <Branches {...{ draft, space, onChange, error }} />}
    </>
  )
}

const allEnvironments = ''

function Environment({ draft, space, onChange, error }: PartProps) {
  const environments = useQuery(environmentsQuery(space)).data ?? []
  const one = kinds[draft.kind].needsEnvironment === 'one'
  const named = environments.map(({ slug }) => slug)
  return (
    <Select
      label={t('tokens.new.environment')}
      description={one ? t('tokens.new.environmentHint') : undefined}
      allowDeselect={false}
      data={[...(one ? [] : [{ value: allEnvironments, label: t('tokens.new.environmentAll') }]), ...named]}
      value={draft.environment ?? allEnvironments}
      error={issueAt(error, '/environment')}
      onChange={(value) => onChange({ environment: value === allEnvironments ? null : value })}
    />
  )
}

function Releases({ draft, space, onChange, missing, error }: CheckedProps) {
  const list = useQuery(releasesQuery(space))
  const releases = list.data ?? []
  if (list.isSuccess && releases.length === 0) return <Alert>{t('tokens.new.releasesNone')}</Alert>
  return (
    <MultiSelect
      searchable
      label={t('tokens.new.releases')}
      description={t('tokens.new.releasesHint')}
      data={releases.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...draft.releases]}
      error={missing.releases ?? issueAt(error, '/releases')}
      onChange={(chosen) => onChange({ releases: chosen })}
    />
  )
}

function Mode({ draft, space, onChange }: Omit<PartProps, 'error'>) {
  const rights = useOwnRights(space)
  const catalogue = useQuery(catalogueQuery).data
  const isBeyond = (mode: ManagementMode) => {
    if (rights === null || catalogue === undefined) return false
    const ceiling = ceilingOf(draft.kind, mode, catalogue)
    return ceiling !== null && grantBeyond(rights, ceiling, ceiling) !== null
  }
  const modes: readonly (readonly [ManagementMode, string, string])[] = [
    ['read', t('tokens.new.modeRead'), t('tokens.new.modeReadHint')],
    ['write', t('tokens.new.modeWrite'), t('tokens.new.modeWriteHint')],
    ['read-write', t('tokens.new.modeReadWrite'), t('tokens.new.modeReadWriteHint')],
  ]
  return (
    <ChoiceGroup
      label={t('tokens.new.mode')}
      value={draft.mode}
      onChange={(mode) => onChange({ mode })}
      choices={modes.map(([value, label, hint]) => ({
        value,
        label,
        ...(isBeyond(value) ? { disabled: true, hint: t('tokens.rights.ceiling') } : { hint }),
      }))}
    />
  )
}

function FurtherSpaces({ draft, space, onChange, error }: PartProps) {
  const spaces = useQuery(spacesQuery).data ?? []
  const others = spaces.filter(({ slug }) => slug !== space)
  if (others.length === 0) return null
  return (
    <MultiSelect
      searchable
      label={`${t('tokens.new.spaces')} (${t('shared.optional')})`}
      description={t('tokens.new.spacesHint')}
      data={others.map(({ slug, name }) => ({ value: slug, label: name }))}
      value={[...draft.furtherSpaces]}
      error={issueAt(error, '/spaces')}
      onChange={(chosen) => onChange({ furtherSpaces: chosen })}
    />
  )
}

function Branches({ draft, space, onChange, error }: PartProps) {
  const branches = useQuery(branchesQuery(space)).data ?? []
  const aliases = useQuery(aliasesQuery(space)).data ?? []
  // With the branch main alone there is nothing to choose.
  if (branches.length <= 1 && aliases.length === 0) return null
  return (
    <Stack gap="sm">
      <Checkbox
        label={t('tokens.new.branchesAll')}
        checked={draft.everyBranch}
        onChange={(event) => onChange({ everyBranch: event.currentTarget.checked })}
      />
      <MultiSelect
        searchable
        label={t('tokens.new.branches')}
        description={t('tokens.new.branchesHint')}
        disabled={draft.everyBranch}
        data={branches.map(({ name }) => name)}
        value={[...draft.branches]}
        error={issueAt(error, '/branches')}
        onChange={(chosen) => onChange({ branches: chosen })}
      />
      {aliases.length > 0 && (
        <MultiSelect
          searchable
          label={t('tokens.new.aliases')}
          disabled={draft.everyBranch}
          data={aliases.map(({ name }) => name)}
          value={[...draft.aliases]}
          error={issueAt(error, '/aliases')}
          onChange={(chosen) => onChange({ aliases: chosen })}
        />
      )}
    </Stack>
  )
}
