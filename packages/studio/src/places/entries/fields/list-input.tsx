import { Box, Button, Group, MultiSelect, Text } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { use, useState } from 'react'
import type { Field } from '../../../api/answers.ts'
import { t } from '../../../words/words.ts'
import { AssetPicker } from '../pickers/asset-picker.tsx'
import { EntryPicker } from '../pickers/entry-picker.tsx'
import { type FieldProps, inputProps, issuesOf, ownIssue, saidOf } from './field-props.ts'
import { GroupFrame } from './group-frame.tsx'
import { InnerInput } from './inner-input.ts'
import { ItemActions } from './item-actions.tsx'
import { useChoices } from './use-choices.ts'
import { itemsOf, listOrNone } from './values.ts'

/** A list of values of one kind. */
export function ListInput(props: FieldProps) {
  return props.field.items === 'select' ? <ChoicesInput {...props} /> : <ItemsInput {...props} />
}

function ChoicesInput(props: FieldProps) {
  const { space, field, value, onChange } = props
  const chosen = itemsOf(value).map(String)
  const choices = useChoices(space, field)
  const unknown = chosen.filter((each) => !choices.some((choice) => choice.value === each))
  return (
    <MultiSelect
      {...inputProps(props)}
      searchable
      hidePickedOptions
      data={[...choices, ...unknown.map((each) => ({ value: each, label: each }))]}
      value={chosen}
      onChange={(next) => onChange(listOrNone(next))}
    />
  )
}

function ItemsInput({ space, field, label, value, onChange, issues, locked }: FieldProps) {
  const Inner = use(InnerInput)
  const items = itemsOf(value)
  const change = (next: readonly unknown[]) => onChange(listOrNone(next))
  const item: Field = { ...field, type: field.items ?? 'text', required: false }
  return (
    <GroupFrame label={label} required={field.required === true} error={ownIssue(issues)} locked={saidOf(locked)}>
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('content.field.noItems')}
        </Text>
      )}
      {items.map((each, index) => {
        const name = `${label} ${index + 1}`
        return (
          // Items have no names of their own; each is drawn from its place alone.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
            <Box flex={1} miw={0}>
              <Inner
                space={space}
                field={item}
                label={name}
                value={each}
                issues={issuesOf(issues, index)}
                locked={locked === null ? null : ''}
                onChange={(next) => change(items.with(index, next ?? emptyItem(item)))}
              />
            </Box>
            {locked === null && (
              <Group gap={2} wrap="nowrap" pb={4}>
                <ItemActions name={name} items={items} index={index} onChange={change} />
              </Group>
            )}
          </Group>
        )
      })}
      {locked === null && (
        <AddItem space={space} item={item} label={label} onAdd={(next) => change([...items, next])} />
      )}
    </GroupFrame>
  )
}

interface AddItemProps {
  readonly space: string
  readonly item: Field
  readonly label: string
  readonly onAdd: (value: unknown) => void
}

/** Adds an item: what is to be chosen is chosen first. */
function AddItem({ space, item, label, onAdd }: AddItemProps) {
  const [choosing, setChoosing] = useState(false)
  const close = () => setChoosing(false)
  const pick = (id: string) => {
    onAdd(id)
    close()
  }
  const chooses = item.type === 'reference' || item.type === 'asset'
  return (
    <>
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => (chooses ? setChoosing(true) : onAdd(emptyItem(item)))}
      >
        {t('content.field.addItem', { label })}
      </Button>
      {item.type === 'reference' && (
        <EntryPicker space={space} types={item.types ?? null} opened={choosing} onClose={close} onPick={pick} />
      )}
      {item.type === 'asset' && <AssetPicker space={space} opened={choosing} onClose={close} onPick={pick} />}
    </>
  )
}

/** What an item holds before anything is said: a place in a list cannot be without a value. */
function emptyItem({ type }: Field): unknown {
  if (type === 'object') return {}
  if (type === 'boolean') return false
  return type === 'number' ? null : ''
}
