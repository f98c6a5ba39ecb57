import { Button, Menu, Text } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { t } from '../../../words/words.ts'
import { type FieldProps, issuesOf, ownIssue, saidOf } from './field-props.ts'
import { GroupFrame } from './group-frame.tsx'
import { ItemActions } from './item-actions.tsx'
import { MemberInputs } from './member-inputs.tsx'
import { itemsOf, listOrNone, membersOf } from './values.ts'

/** A list of blocks; each says by `block` which of the field’s blocks it is. */
export function BlocksInput({ space, field, label, value, onChange, issues, locked }: FieldProps) {
  const items = itemsOf(value)
  const blocks = field.blocks ?? []
  const change = (next: readonly unknown[]) => onChange(listOrNone(next))
  return (
    <GroupFrame label={label} required={field.required === true} error={ownIssue(issues)} locked={saidOf(locked)}>
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('content.field.noBlocks')}
        </Text>
      )}
      {items.map((item, index) => {
        const members = membersOf(item)
        const block = blocks.find(({ name }) => name === members['block'])
        const name = `${block?.name ?? String(members['block'])} ${index + 1}`
        const own = issuesOf(issues, index)
        return (
          <GroupFrame
            // Items have no names of their own; each is drawn from its place alone.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            label={name}
            error={ownIssue(own) ?? ownIssue(issuesOf(own, 'block'))}
            locked={null}
            actions={locked === null && <ItemActions name={name} items={items} index={index} onChange={change} />}
          >
            <MemberInputs
              space={space}
              fields={block?.fields ?? []}
              value={members}
              issues={own}
              locked={locked}
              onChange={(next) => change(items.with(index, next))}
            />
          </GroupFrame>
        )
      })}
      {locked === null && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="xs" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />}>
              {t('content.field.addBlock', { label })}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {blocks.map(({ name }) => (
              <Menu.Item key={name} onClick={() => change([...items, { block: name }])}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </GroupFrame>
  )
}
