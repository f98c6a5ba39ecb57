import { Checkbox, Group, Paper, Skeleton, Stack } from '@mantine/core'
import { Fragment } from 'react'
import { ItemGap } from '../../pieces/gap.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { useWindowed } from '../../pieces/use-windowed.ts'
import { t } from '../../words/words.ts'
import classes from './entry-cards.module.css'
import { EntryLink } from './entry-link.tsx'
import { titleOf } from './entry-title.ts'
import type { ListedEntries } from './listed-entries.ts'
import { StatusMark } from './status-mark.tsx'

/** Entries as cards, for narrow screens. */
export function EntryCards({ space, typeOf, locale, list, chosen, onToggle }: ListedEntries) {
  const { items, rest, frame } = useWindowed<HTMLUListElement>({
    count: list.total,
    lineHeight: 120,
    onLook: list.look,
  })
  return (
    <ul {...frame} className={classes['list']} aria-label={t('content.title')}>
      {items.map(({ index, gap, props }) => {
        const entry = list.at(index)
        const type = entry === null ? undefined : typeOf(entry)
        return (
          <Fragment key={index}>
            <ItemGap height={gap} />
            <li {...props} className={classes['item']} aria-posinset={index + 1} aria-setsize={list.total}>
              {entry === null ? (
                <Skeleton height={108} aria-label={t('shared.loading')} />
              ) : (
                <Paper p="md">
                  <Stack gap="xs">
                    <Group justify="space-between" align="flex-start" wrap="nowrap">
                      <EntryLink {...{ space, entry, type, locale }} />
                      <Checkbox
                        aria-label={t('content.choose', { title: titleOf(entry, type, locale) })}
                        checked={chosen.has(entry.id)}
                        onChange={() => onToggle(entry)}
                      />
                    </Group>
                    <Group justify="space-between">
                      <StatusMark entry={entry} />
                      <Moment time={entry.updated_at} />
                    </Group>
                  </Stack>
                </Paper>
              )}
            </li>
          </Fragment>
        )
      })}
      <ItemGap height={rest} />
    </ul>
  )
}
