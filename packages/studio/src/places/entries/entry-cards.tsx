import { Checkbox, Group, Paper, Stack } from '@mantine/core'
import { Moment } from '../../pieces/moment.tsx'
import { t } from '../../words/words.ts'
import { EntryLink } from './entry-link.tsx'
import { titleOf } from './entry-title.ts'
import { type ListedEntries, toggled } from './listed-entries.ts'
import { StatusMark } from './status-mark.tsx'

/** Entries as cards, for narrow screens. */
export function EntryCards({ space, type, locale, entries, chosen, onChoose }: ListedEntries) {
  return (
    <Stack gap="sm" component="ul" p={0} m={0}>
      {entries.map((entry) => (
        <Paper component="li" key={entry.id} p="md" style={{ listStyle: 'none' }}>
          <Stack gap="xs">
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <EntryLink {...{ space, entry, type, locale }} />
              <Checkbox
                aria-label={t('content.choose', { title: titleOf(entry, type, locale) })}
                checked={chosen.has(entry.id)}
                onChange={() => onChoose(toggled(chosen, entry.id))}
              />
            </Group>
            <Group justify="space-between">
              <StatusMark entry={entry} />
              <Moment time={entry.updated_at} />
            </Group>
          </Stack>
        </Paper>
      ))}
    </Stack>
  )
}
