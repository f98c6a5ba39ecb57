import { MultiSelect, Paper, Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { spacesQuery } from '../../api/queries.ts'
import { issueAt } from '../../api/problems.ts'
import { ChoiceGroup } from '../../pieces/choice-group.tsx'
import { t } from '../../words/words.ts'
import { CallTree } from './call-tree.tsx'
import type { Draft } from './draft.ts'
import type { ReachStepProps } from './reach-step-props.ts'
import { ResourceLevels } from './resource-levels.tsx'

/** Scope and spaces of a personal token. Full user permission stands for the widest of both, and excludes the rest. */
export function PersonalReach({ draft, onChange, missing, error }: ReachStepProps) {
  const scopes = (['all', 'read', 'cli', 'resources', 'custom'] as const).map((value) => ({
    value,
    label: t(`tokens.new.scope${capital(value)}`),
    hint: t(`tokens.new.scope${capital(value)}Hint`),
  }))
  return (
    <Stack gap="lg">
      <Paper p="md">
        <Switch
          label={t('tokens.new.full')}
          description={t('tokens.new.fullHint')}
          withThumbIndicator={false}
          checked={draft.full}
          onChange={(event) => onChange({ full: event.currentTarget.checked })}
        />
      </Paper>
      <ChoiceGroup
        label={t('tokens.new.scope')}
        value={draft.full ? 'all' : draft.scope}
        onChange={(scope) => onChange({ scope })}
        choices={scopes}
        disabled={draft.full}
      />
      {!draft.full && draft.scope === 'resources' && <ResourceLevels draft={draft} onChange={onChange} />}
      {!draft.full && draft.scope === 'custom' && <CallTree draft={draft} onChange={onChange} />}
      {missing.scope !== undefined && (
        <Text size="sm" c="var(--studio-danger)" role="alert">
          {missing.scope}
        </Text>
      )}
      <Spaces {...{ draft, onChange, missing, error }} />
    </Stack>
  )
}

type Scope = Draft['scope']

function capital<Value extends Scope>(value: Value): Capitalize<Value> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what Capitalize says of a text.
  return (value.charAt(0).toUpperCase() + value.slice(1)) as Capitalize<Value>
}

function Spaces({ draft, onChange, missing, error }: Omit<ReachStepProps, 'space'>) {
  const spaces = useQuery(spacesQuery).data ?? []
  const reaches = [
    { value: 'all', label: t('tokens.new.spacesAll') },
    { value: 'owned', label: t('tokens.new.spacesOwned') },
    { value: 'chosen', label: t('tokens.new.spacesChosen') },
  ] as const
  return (
    <Stack gap="sm">
      <ChoiceGroup
        label={t('tokens.new.spaces')}
        value={draft.full ? 'all' : draft.spaces}
        onChange={(next) => onChange({ spaces: next })}
        choices={reaches}
        disabled={draft.full}
      />
      {!draft.full && draft.spaces === 'chosen' && (
        <MultiSelect
          searchable
          aria-label={t('tokens.new.spacesChosen')}
          data={spaces.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={[...draft.chosenSpaces]}
          error={missing.spaces ?? issueAt(error, '/spaces')}
          onChange={(chosen) => onChange({ chosenSpaces: chosen })}
        />
      )}
    </Stack>
  )
}
