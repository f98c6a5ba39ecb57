import { Badge, Group, Paper, Skeleton, Stack, Table, Text } from '@mantine/core'
import { Fragment, memo } from 'react'
import type { Asset } from '../../api/answers.ts'
import type { LongList } from '../../api/use-long-list.ts'
import { AssetThumb } from '../../pieces/asset-thumb.tsx'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { RowGap } from '../../pieces/gap.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { useWindowed } from '../../pieces/use-windowed.ts'
import { t } from '../../words/words.ts'
import { StatusMark } from '../entries/status-mark.tsx'
import { AssetLink } from './asset-grid.tsx'
import classes from './asset-table.module.css'

interface AssetTableProps {
  readonly space: string
  readonly list: LongList<Asset>
}

/** Of the table. */
const width = 5

/** Files as lines. */
export function AssetTable({ space, list }: AssetTableProps) {
  const { items, rest, frame } = useWindowed<HTMLTableSectionElement>({
    count: list.total,
    lineHeight: 57,
    onLook: list.look,
  })
  return (
    <Paper className={classes['frame'] ?? ''}>
      <Table
        className={classes['table'] ?? ''}
        verticalSpacing="xs"
        horizontalSpacing="md"
        aria-rowcount={list.total + 1}
        aria-label={t('assets.title')}
      >
        <Table.Thead className={classes['head'] ?? ''}>
          <Table.Tr aria-rowindex={1}>
            <Table.Th scope="col">{t('assets.name')}</Table.Th>
            <Table.Th scope="col">{t('content.state')}</Table.Th>
            <Table.Th scope="col" data-column="category">
              {t('assets.category')}
            </Table.Th>
            <Table.Th scope="col" data-column="size">
              {t('assets.size')}
            </Table.Th>
            <Table.Th scope="col" data-column="saved">
              {t('content.column.updated')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...frame}>
          {items.map(({ index, gap, props }) => {
            const asset = list.at(index)
            return (
              <Fragment key={index}>
                <RowGap height={gap} columns={width} />
                <Table.Tr {...props} aria-rowindex={index + 2}>
                  {asset === null ? (
                    <Table.Td colSpan={width}>
                      <Skeleton height={40} aria-label={t('shared.loading')} />
                    </Table.Td>
                  ) : (
                    <Cells space={space} asset={asset} />
                  )}
                </Table.Tr>
              </Fragment>
            )
          })}
          <RowGap height={rest} columns={width} />
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

interface CellsProps {
  readonly space: string
  readonly asset: Asset
}

const Cells = memo(function Cells({ space, asset }: CellsProps) {
  return (
    <>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <AssetThumb space={space} asset={asset} size={40} />
          <Stack gap={2} align="flex-start">
            <AssetLink space={space} asset={asset} className={classes['name'] ?? ''} />
            {asset.private && (
              <Badge size="xs" variant="default">
                {t('assets.private')}
              </Badge>
            )}
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        <StatusMark entry={asset} />
      </Table.Td>
      <Table.Td data-column="category">
        <Text size="sm">{asset.category ?? '–'}</Text>
      </Table.Td>
      <Table.Td data-column="size">
        <Text size="sm">{bytesInWords(asset.bytes)}</Text>
      </Table.Td>
      <Table.Td data-column="saved">
        <Moment time={asset.updated_at} />
      </Table.Td>
    </>
  )
})
