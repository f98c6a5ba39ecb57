import { Skeleton, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import type { ReactNode } from 'react'
import { Dialog } from '../../../pieces/dialog.tsx'
import { ProblemAlert } from '../../../pieces/problem-alert.tsx'
import { t } from '../../../words/words.ts'
import classes from './picker.module.css'

interface PickerProps<Item> {
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly text: string
  readonly onText: (text: string) => void
  /** Beside the search, such as a choice of the type. */
  readonly besides?: ReactNode
  readonly query: { readonly data?: { readonly items: readonly Item[]; readonly next: string | null } | undefined } & {
    readonly error: unknown
    readonly isPending: boolean
  }
  readonly idOf: (item: Item) => string
  readonly renderItem: (item: Item) => ReactNode
  readonly onPick: (id: string) => void
}

/** Chooses one thing of a list that is searched on the server. */
export function Picker<Item>(props: PickerProps<Item>) {
  const { title, opened, onClose, text, onText, besides, query, idOf, renderItem, onPick } = props
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="lg">
      <Stack>
        {besides}
        <TextInput
          type="search"
          data-autofocus
          autoComplete="off"
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t('shell.search')}
          placeholder={t('shell.search')}
          value={text}
          onChange={({ currentTarget: { value } }) => onText(value)}
        />
        <ProblemAlert error={query.error} />
        {query.isPending && query.error === null && (
          <Skeleton height={120} role="status" aria-label={t('shared.loading')} />
        )}
        {query.data?.items.length === 0 && (
          <Text size="sm" c="dimmed" role="status">
            {t('content.picker.nothing')}
          </Text>
        )}
        <ul className={classes['list']} aria-label={title}>
          {(query.data?.items ?? []).map((item) => (
            <li key={idOf(item)}>
              <UnstyledButton className={classes['item'] ?? ''} onClick={() => onPick(idOf(item))}>
                {renderItem(item)}
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {query.data !== undefined && query.data.next !== null && (
          <Text size="sm" c="dimmed">
            {t('content.picker.more')}
          </Text>
        )}
      </Stack>
    </Dialog>
  )
}
