import { Checkbox, Group, Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import { memo, type ReactNode } from 'react'
import type { ContentType, Entry } from '../../api/answers.ts'
import { WindowedTable } from '../../pieces/windowed-table.tsx'
import { t } from '../../words/words.ts'
import { EntryCell } from './entry-cell.tsx'
import type { EntryColumn } from './entry-columns.ts'
import { EntryLink } from './entry-link.tsx'
import classes from './entry-table.module.css'
import { titleOf } from './entry-title.ts'
import type { ListedEntries } from './listed-entries.ts'

interface EntryTableProps extends ListedEntries {
  /** What chooses all, for the first heading. */
  readonly chooseAll: ReactNode
}

/** Entries as a table, for wide screens. Headings sort. */
export function EntryTable({ chooseAll, ...listed }: EntryTableProps) {
  const { space, typeOf, locale, list, columns, chosen, onToggle } = listed
  return (
    <WindowedTable
      className={classes['table'] ?? ''}
      verticalSpacing="sm"
      sticky
      label={t('content.title')}
      count={list.total}
      lineHeight={65}
      onLook={list.look}
      columns={columns.length + 2}
      head={
        <>
          <Table.Th data-column="choose">{chooseAll}</Table.Th>
          <Heading {...{ label: t('content.column.title'), by: 'slug', name: 'title', listed }} />
          {columns.map(({ name, label, order }) => (
            <Heading key={name} {...{ label, by: order, name, listed }} />
          ))}
        </>
      }
      renderRow={(index) => {
        const entry = list.at(index)
        if (entry === null) return null
        const isChosen = chosen.has(entry.id)
        const cells = <Cells {...{ space, entry, type: typeOf(entry), locale, columns, onToggle }} chosen={isChosen} />
        return { key: index, cells, isChosen }
      }}
    />
  )
}

interface CellsProps {
  readonly space: string
  readonly entry: Entry
  readonly type: ContentType | undefined
  readonly locale: string
  readonly columns: readonly EntryColumn[]
  readonly chosen: boolean
  readonly onToggle: (entry: Entry) => void
}

/** Drawn anew only when something of them differs: the table around them is with every step of a scroll. */
const Cells = memo(function Cells({ space, entry, type, locale, columns, chosen, onToggle }: CellsProps) {
  return (
    <>
      <Table.Td data-column="choose">
        <Checkbox
          aria-label={t('content.choose', { title: titleOf(entry, type, locale) })}
          checked={chosen}
          onChange={() => onToggle(entry)}
        />
      </Table.Td>
      <Table.Td data-column="title">
        <EntryLink {...{ space, entry, type, locale }} />
      </Table.Td>
      {columns.map((column) => (
        <Table.Td key={column.name} data-column={column.field === null ? column.name : 'field'}>
          <EntryCell {...{ entry, type, column }} />
        </Table.Td>
      ))}
    </>
  )
})

interface HeadingProps {
  readonly label: string
  readonly name: string
  /** What the server sorts by; null where it cannot. */
  readonly by: string | null
  readonly listed: ListedEntries
}

function Heading({ label, name, by, listed: { order, onOrder } }: HeadingProps) {
  if (by === null) {
    return (
      <Table.Th scope="col" data-column={name}>
        {label}
      </Table.Th>
    )
  }
  const sorted = order === by ? 'ascending' : order === `-${by}` ? 'descending' : undefined
  return (
    <Table.Th scope="col" data-column={name} aria-sort={sorted}>
      <UnstyledButton
        fz="inherit"
        fw="inherit"
        onClick={() =>
          onOrder(sorted === 'ascending' ? `-${by}` : sorted === 'descending' ? by : `${firstOf(by)}${by}`)
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

/** Times begin with the latest, everything else with the first. */
function firstOf(column: string): '-' | '' {
  return column.endsWith('_at') ? '-' : ''
}
