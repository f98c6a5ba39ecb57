import {
  ActionIcon,
  Checkbox,
  Collapse,
  Group,
  List,
  MultiSelect,
  Paper,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
  UnstyledButton,
} from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useId, useState } from 'react'
import { t } from '../../words/words.ts'
import classes from './grant-row-editor.module.css'
import { holdsAction } from './own-rights.ts'
import { type GrantRow, statuses } from './grant-row.ts'
import type { GrantChoices } from './use-grant-choices.ts'

interface GrantRowEditorProps {
  readonly name: string
  readonly row: GrantRow
  readonly choices: GrantChoices
  readonly issues: readonly string[]
  readonly onChange: (row: GrantRow) => void
  /** The button that takes the row out; none where the one row is all there is. */
  readonly remove?: { readonly label: string; readonly onPress: () => void }
  /** What the two effects are called where the row is no grant, and what each says. */
  readonly effects?: { readonly [Each in GrantRow['effect']]: { readonly label: string; readonly hint?: string } }
}

/** One grant, or what is said like one: effect, actions, resources, and behind a button what narrows it further. */
export function GrantRowEditor(props: GrantRowEditorProps) {
  const { name, row, choices, issues, onChange, remove, effects = effectsOfGrants() } = props
  const { hint } = effects[row.effect]

  const narrowed =
    row.fields.length > 0 || row.own || row.status.length > 0 || row.locales.length > 0 || row.tags.length > 0
  const [opened, setOpened] = useState(narrowed)
  const conditionsId = useId()
  const everything = { value: '*', label: t('roles.builder.everything') }
  // What somebody may not do is nothing that they could allow; to deny it is open to everybody.
  const closed = (action: string) =>
    row.effect === 'allow' && choices.rights !== null && !holdsAction(choices.rights, action)
  const actionChoice = (action: string) => ({
    value: action,
    label: closed(action) ? `${action} – ${t('tokens.rights.action')}` : action,
    disabled: closed(action),
  })
  return (
    <Paper component="fieldset" p="md" m={0} className={classes['row'] ?? ''} data-effect={row.effect}>
      <legend className={classes['legend']}>{name}</legend>
      <Stack gap="sm">
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            value={row.effect}
            onChange={(effect) => onChange({ ...row, effect })}
            aria-label={t('roles.builder.effect')}
            data={[
              { value: 'allow', label: effects.allow.label },
              { value: 'deny', label: effects.deny.label },
            ]}
          />
          {remove && (
            <ActionIcon variant="subtle" color="gray" c="inherit" aria-label={remove.label} onClick={remove.onPress}>
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
        <MultiSelect
          label={t('roles.builder.actions')}
          placeholder={row.actions.length === 0 ? t('roles.builder.actionsHint') : undefined}
          searchable
          hidePickedOptions
          data={[everything, ...choices.actions.map(({ group, items }) => ({ group, items: items.map(actionChoice) }))]}
          value={[...row.actions]}
          onChange={(actions) => onChange({ ...row, actions })}
          maxDropdownHeight={280}
        />
        <TagsInput
          label={t('roles.builder.resources')}
          description={t('roles.builder.resourcesHint')}
          data={[...choices.resources]}
          value={[...row.resources]}
          onChange={(resources) => onChange({ ...row, resources })}
          acceptValueOnBlur
          maxDropdownHeight={280}
        />
        <UnstyledButton
          fz="sm"
          fw={600}
          w="fit-content"
          aria-expanded={opened}
          aria-controls={conditionsId}
          onClick={() => setOpened(!opened)}
        >
          <Group gap={4}>
            <IconChevronDown
              size={16}
              aria-hidden
              className={classes['chevron'] ?? ''}
              data-opened={opened || undefined}
            />
            {t('roles.builder.more')}
          </Group>
        </UnstyledButton>
        <Collapse id={conditionsId} expanded={opened}>
          <Stack gap="sm">
            <TagsInput
              label={t('roles.builder.fields')}
              description={t('roles.builder.fieldsHint')}
              data={[...choices.fields]}
              value={[...row.fields]}
              onChange={(fields) => onChange({ ...row, fields })}
              acceptValueOnBlur
            />
            <MultiSelect
              searchable
              label={t('roles.builder.status')}
              data={[...statuses]}
              value={[...row.status]}
              onChange={(chosen) => onChange({ ...row, status: statuses.filter((each) => chosen.includes(each)) })}
            />
            <TagsInput
              label={t('roles.builder.locales')}
              data={[...choices.locales]}
              value={[...row.locales]}
              onChange={(locales) => onChange({ ...row, locales })}
              acceptValueOnBlur
            />
            <TagsInput
              label={t('roles.builder.tags')}
              description={t('roles.builder.tagsHint')}
              value={[...row.tags]}
              onChange={(tags) => onChange({ ...row, tags })}
              acceptValueOnBlur
            />
            <Checkbox
              label={t('roles.builder.own')}
              checked={row.own}
              onChange={(event) => onChange({ ...row, own: event.currentTarget.checked })}
            />
          </Stack>
        </Collapse>
        {hint !== undefined && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        {issues.length > 0 && (
          <div role="alert">
            <List size="sm" c="var(--studio-danger)">
              {issues.map((issue) => (
                <List.Item key={issue}>{issue}</List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </Paper>
  )
}

function effectsOfGrants(): NonNullable<GrantRowEditorProps['effects']> {
  return {
    allow: { label: t('roles.builder.allow') },
    deny: { label: t('roles.builder.deny'), hint: t('roles.builder.denyHint') },
  }
}
