import { Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Role } from '../../api/answers.ts'
import { issuesUnder } from '../../api/issues-under.ts'
import { issueAt } from '../../api/problems.ts'
import { grantInWords } from '@latchkey/tokens/grant-in-words'
import { kinds } from '@latchkey/tokens/kinds'
import { rolesQuery } from '../../api/queries.ts'
import { ChoiceGroup } from '../../pieces/choice-group.tsx'
import { GrantBuilder } from '../../pieces/grants/grant-builder.tsx'
import { grantBeyond, type OwnRights } from '../../pieces/grants/own-rights.ts'
import { useGrantChoices } from '../../pieces/grants/use-grant-choices.ts'
import { useOwnRights } from '../../pieces/grants/use-own-rights.ts'
import { t } from '../../words/words.ts'
import type { DraftKind, Opens } from './draft.ts'
import type { CheckedProps, ReachStepProps } from './reach-step-props.ts'

const ceilings: Partial<Record<DraftKind, () => string>> = {
  delivery: () => t('tokens.new.ceilingDelivery'),
  preview: () => t('tokens.new.ceilingPreview'),
  asset: () => t('tokens.new.ceilingAsset'),
  release: () => t('tokens.new.ceilingRelease'),
}

/** Everything that the kind can reach, what a role allows, or grants of its own. */
export function OpensChoice(props: CheckedProps) {
  const { draft, onChange } = props
  const ceiling = ceilings[draft.kind]
  const rights = useOwnRights(props.space)
  if (ceiling === undefined) return <Grants {...props} />
  const most = kinds[draft.kind].ceiling
  const isBeyond = rights !== null && most !== null && grantBeyond(rights, most, most) !== null
  const choices: readonly {
    readonly value: Opens
    readonly label: string
    readonly hint?: string
    readonly disabled?: boolean
  }[] = [
    { value: 'ceiling', label: ceiling(), ...(isBeyond && { disabled: true, hint: t('tokens.rights.ceiling') }) },
    { value: 'role', label: t('tokens.new.byRole') },
    { value: 'grants', label: t('tokens.new.byGrants') },
  ]
  return (
    <Stack gap="md">
      <ChoiceGroup
        label={t('tokens.new.opens')}
        value={draft.opens}
        onChange={(opens) => onChange({ opens })}
        choices={choices}
      />
      {draft.opens === 'role' && <BoundRole {...props} />}
      {draft.opens === 'grants' && <Grants {...props} />}
    </Stack>
  )
}

/** No kind takes the role that opens everything; it is shown, with the reason. */
function isAdministrator({ builtin, grants }: Role): boolean {
  return builtin && grants.some(({ actions, resources }) => actions.includes('*') && resources.includes('*'))
}

/** Why a role cannot be bound, in words; null when it can. */
function whyClosed(role: Role, kind: DraftKind, rights: OwnRights | null): string | null {
  if (isAdministrator(role)) return t('tokens.new.roleAdministrator')
  const beyond = rights === null ? null : grantBeyond(rights, role.grants, kinds[kind].ceiling)
  return beyond === null ? null : `${role.name} – ${t('tokens.rights.beyond', { grant: grantInWords(beyond) })}`
}

function BoundRole({ draft, space, onChange, missing, error }: CheckedProps) {
  const roles = useQuery(rolesQuery(space)).data ?? []
  const rights = useOwnRights(space)
  return (
    <Select
      label={t('tokens.new.role')}
      description={t('tokens.new.roleHint')}
      data={roles.map((role) => {
        const closed = whyClosed(role, draft.kind, rights)
        return { value: role.id, label: closed ?? role.name, disabled: closed !== null }
      })}
      value={draft.role}
      error={missing.role ?? issueAt(error, '/role')}
      onChange={(role) => onChange({ role })}
    />
  )
}

/** Exact grants. Without a space they count in every one. */
export function Grants({ draft, space, onChange, missing, error }: ReachStepProps) {
  const choices = useGrantChoices(space, draft.kind)
  return (
    <Stack gap="sm" role="group" aria-label={t('tokens.new.grants')}>
      <div>
        <Text size="sm" fw={600}>
          {t('tokens.new.grants')}
        </Text>
        <Text size="xs" c="dimmed">
          {t(space === null ? 'tokens.new.grantsEverywhere' : 'tokens.new.grantsHint')}
        </Text>
      </div>
      <GrantBuilder
        rows={draft.grants}
        choices={choices}
        issues={issuesUnder(error, '/grants')}
        onChange={(grants) => onChange({ grants })}
      />
      {missing.grants !== undefined && (
        <Text size="sm" c="var(--studio-danger)" role="alert">
          {missing.grants}
        </Text>
      )}
    </Stack>
  )
}
