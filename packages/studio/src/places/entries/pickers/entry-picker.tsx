import { Group, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { entriesQuery } from '../../../api/content-queries.ts'
import { typesQuery } from '../../../api/queries.ts'
import { useLocales } from '../../../api/use-locales.ts'
import { t } from '../../../words/words.ts'
import { titleOf } from '../entry-title.ts'
import { StatusMark } from '../status-mark.tsx'
import { Picker } from './picker.tsx'

interface EntryPickerProps {
  readonly space: string
  /** Slugs of the types that may be chosen from; null: all. */
  readonly types: readonly string[] | null
  readonly opened: boolean
  readonly onClose: () => void
  readonly onPick: (id: string) => void
}

/** Chooses an entry. */
export function EntryPicker({ space, types: allowed, opened, onClose, onPick }: EntryPickerProps) {
  const all = useQuery({ ...typesQuery(space), enabled: opened }).data ?? []
  const types = allowed === null ? all : all.filter(({ slug }) => allowed.includes(slug))
  const [chosen, setChosen] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const { home } = useLocales(space)
  const type = chosen ?? types[0]?.slug ?? ''
  const query = useQuery({
    ...entriesQuery(space, { type, limit: 25, count: false, ...(search !== '' && { search }) }),
    enabled: opened && type !== '',
  })
  return (
    <Picker
      title={t('content.picker.entry')}
      opened={opened}
      onClose={onClose}
      text={text}
      onText={setText}
      query={query}
      idOf={({ id }) => id}
      onPick={onPick}
      besides={
        types.length > 1 && (
          <Select
            label={t('content.type')}
            data={types.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={type}
            allowDeselect={false}
            onChange={setChosen}
          />
        )
      }
      renderItem={(entry) => (
        <Group justify="space-between" wrap="nowrap">
          <Stack gap={0} miw={0}>
            <Text size="sm" fw={600} truncate>
              {titleOf(
                entry,
                types.find(({ slug }) => slug === entry.type),
                home,
              )}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {entry.slug}
            </Text>
          </Stack>
          <StatusMark entry={entry} />
        </Group>
      )}
    />
  )
}
