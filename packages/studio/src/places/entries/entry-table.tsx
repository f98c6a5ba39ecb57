import { Checkbox, Group, Paper, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import { Moment } from '../../pieces/moment.tsx'
import { t } from '../../words/words.ts'
import { EntryLink } from './entry-link.tsx'
import type { OrderColumn } from './entry-search.ts'
import classes from './entry-table.module.css'
import { titleOf } from './entry-title.ts'
import { type ListedEntries, toggled } from './listed-entries.ts'
import { StatusMark } from './status-mark.tsx'

/** Entries as a table, for wide screens. Headings sort. */
export function EntryTable(listed: ListedEntries) {
  const { space, type, locale, entries, chosen, onChoose } = listed
  const all = entries.every(({ id }) => chosen.has(id))
  const heading = (column: OrderColumn, label: string) => <Heading {...{ column, label, listed }} />
  return (
    <Paper className={classes['frame'] ?? ''}>
      <Table className={classes['table'] ?? ''} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th data-column="choose">
              <Checkbox
                aria-label={t('content.chooseAll')}
                checked={all}
                indeterminate={!all && chosen.size > 0}
                onChange={() => onChoose(all ? new Set() : new Set(entries.map(({ id }) => id)))}
              />
            </Table.Th>
            {heading('slug', t('content.column.title'))}
            {heading('status', t('content.column.state'))}
            <Table.Th scope="col" data-column="live">
              {t('content.column.live')}
            </Table.Th>
            {heading('updated_at', t('content.column.updated'))}
            {heading('published_at', t('content.column.published'))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id} data-chosen={chosen.has(entry.id) || undefined}>
              <Table.Td data-column="choose">
                <Checkbox
                  aria-label={t('content.choose', { title: titleOf(entry, type, locale) })}
                  checked={chosen.has(entry.id)}
                  onChange={() => onChoose(toggled(chosen, entry.id))}
                />
              </Table.Td>
              <Table.Td data-column="title">
                <EntryLink {...{ space, entry, type, locale }} />
              </Table.Td>
              <Table.Td data-column="status">
                <StatusMark entry={entry} />
              </Table.Td>
              <Table.Td data-column="live">
                <Text size="sm">{entry.environments.join(', ') || '–'}</Text>
              </Table.Td>
              <Table.Td data-column="updated_at">
                <Moment time={entry.updated_at} />
              </Table.Td>
              <Table.Td data-column="published_at">
                {entry.published_at === null ? <Text size="sm">–</Text> : <Moment time={entry.published_at} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

interface HeadingProps {
  readonly column: OrderColumn
  readonly label: string
  readonly listed: ListedEntries
}

function Heading({ column, label, listed: { order, onOrder } }: HeadingProps) {
  const sorted = order === column ? 'ascending' : order === `-${column}` ? 'descending' : undefined
  return (
    <Table.Th scope="col" data-column={column} aria-sort={sorted}>
      <UnstyledButton
        fz="inherit"
        fw="inherit"
        onClick={() =>
          onOrder(
            sorted === 'ascending' ? `-${column}` : sorted === 'descending' ? column : `${firstOf(column)}${column}`,
          )
        }
      >
        <Group gap={4} wrap="nowrap">
          {label}
          {sorted === 'ascending' && <IconArrowUp size={14} aria-hidden />}
          {sorted === 'descending' && <IconArrowDown size={14} aria-hidden />}
          <VisuallyHidden>{t('content.sort')}</VisuallyHidden>
        </Group>
      </UnstyledButton>
    </Table.Th>
  )
}

/** Times begin with the latest, names with the first. */
function firstOf(column: OrderColumn): '-' | '' {
  return column.endsWith('_at') ? '-' : ''
}
