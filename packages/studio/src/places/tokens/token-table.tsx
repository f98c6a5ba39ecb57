import { Group, Paper, Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import { useTable } from '@tanstack/react-table'
import type { Token } from '../../api/answers.ts'
import { columns, features } from './token-columns.tsx'
import classes from './token-table.module.css'

/** Tokens as a table, for wide screens. Headings sort. */
export function TokenTable({ tokens }: { readonly tokens: readonly Token[] }) {
  const table = useTable({ features, columns, data: tokens })
  return (
    <Paper className={classes['frame'] ?? ''}>
      <Table className={classes['table'] ?? ''} verticalSpacing="sm" horizontalSpacing="sm">
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted()
                const hidden = header.column.id === 'deeds' || header.column.id === 'active'
                const label = <table.FlexRender header={header} />
                return (
                  <Table.Th
                    key={header.id}
                    scope="col"
                    data-column={header.column.id}
                    aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
                  >
                    {hidden ? (
                      <VisuallyHidden>{label}</VisuallyHidden>
                    ) : header.column.getCanSort() ? (
                      <UnstyledButton fz="inherit" fw="inherit" onClick={header.column.getToggleSortingHandler()}>
                        <Group gap={4} wrap="nowrap">
                          {label}
                          {sorted === 'asc' && <IconArrowUp size={14} aria-hidden />}
                          {sorted === 'desc' && <IconArrowDown size={14} aria-hidden />}
                        </Group>
                      </UnstyledButton>
                    ) : (
                      label
                    )}
                  </Table.Th>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          {table.getRowModel().rows.map((row) => (
            <Table.Tr
              key={row.original.id}
              data-ended={row.original.state === 'revoked' || row.original.state === 'expired' || undefined}
            >
              {row.getAllCells().map((cell) => (
                <Table.Td key={cell.id} data-column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
