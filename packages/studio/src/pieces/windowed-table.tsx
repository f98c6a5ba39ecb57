import { Paper, Skeleton, Table, type TableProps } from '@mantine/core'
import { Fragment, type Key, type ReactNode } from 'react'
import { t } from '../words/words.ts'
import { RowGap } from './gap.tsx'
import { useWindowed } from './use-windowed.ts'
import classes from './windowed-table.module.css'

/** A row that is read. */
export interface WindowedRow {
  readonly key: Key
  readonly cells: ReactNode
  readonly isChosen?: boolean
}

interface WindowedTableProps extends Pick<TableProps, 'verticalSpacing' | 'className'> {
  readonly label: string
  /** Of the rows, read or not. */
  readonly count: number
  /** Pixels that a row takes, as long as it was not there to be measured. */
  readonly lineHeight: number
  /** Of the headings. */
  readonly columns: number
  /** The headings, which stay in sight where `sticky` says so. */
  readonly head: ReactNode
  readonly sticky?: boolean
  /** Null as long as it is not read. */
  readonly renderRow: (index: number) => WindowedRow | null
  /** Told what is there, whenever that changes. */
  readonly onLook?: (from: number, to: number) => void
}

/** A table of any length, of which only what is seen is in the page: see `useWindowed`. */
export function WindowedTable(props: WindowedTableProps) {
  const {
    label,
    count,
    lineHeight,
    columns,
    head,
    sticky = false,
    renderRow,
    onLook,
    className,
    verticalSpacing,
  } = props
  const { items, rest, frame } = useWindowed<HTMLTableSectionElement>({ count, lineHeight, onLook })
  return (
    <Paper className={classes['frame'] ?? ''} data-sticky={sticky || undefined}>
      <Table
        className={[classes['table'], className].filter(Boolean).join(' ')}
        horizontalSpacing="md"
        {...(verticalSpacing !== undefined && { verticalSpacing })}
        aria-label={label}
        aria-rowcount={count + 1}
      >
        <Table.Thead className={classes['head'] ?? ''}>
          <Table.Tr aria-rowindex={1}>{head}</Table.Tr>
        </Table.Thead>
        <Table.Tbody {...frame}>
          {items.map(({ index, gap, props: item }) => {
            const shown = renderRow(index)
            return (
              <Fragment key={shown?.key ?? index}>
                <RowGap height={gap} columns={columns} />
                <Table.Tr {...item} aria-rowindex={index + 2} data-chosen={shown?.isChosen === true || undefined}>
                  {shown?.cells ?? (
                    <Table.Td colSpan={columns}>
                      <Skeleton height={40} aria-label={t('shared.loading')} />
                    </Table.Td>
                  )}
                </Table.Tr>
              </Fragment>
            )
          })}
          <RowGap height={rest} columns={columns} />
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
