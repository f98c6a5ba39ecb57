import { ActionIcon } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { t } from '../../../words/words.ts'
import { moved } from './values.ts'

interface ItemActionsProps {
  /** What the item is called. */
  readonly name: string
  readonly items: readonly unknown[]
  readonly index: number
  readonly onChange: (items: readonly unknown[]) => void
}

/** Moves an item of a list up or down, or takes it away. */
export function ItemActions({ name, items, index, onChange }: ItemActionsProps) {
  const look = { variant: 'subtle', color: 'gray', c: 'inherit', size: 'md' } as const
  return (
    <>
      <ActionIcon
        {...look}
        aria-label={t('content.field.up', { name })}
        disabled={index === 0}
        onClick={() => onChange(moved(items, index, -1))}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        {...look}
        aria-label={t('content.field.down', { name })}
        disabled={index === items.length - 1}
        onClick={() => onChange(moved(items, index, 1))}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon
        {...look}
        aria-label={t('content.field.remove', { name })}
        onClick={() => onChange(items.toSpliced(index, 1))}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </>
  )
}
