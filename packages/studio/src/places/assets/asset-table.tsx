import { Badge, Group, Stack, Table, Text } from '@mantine/core'
import { memo } from 'react'
import type { Asset } from '../../api/answers.ts'
import type { LongList } from '../../api/use-long-list.ts'
import { AssetThumb } from '../../pieces/asset-thumb.tsx'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { Moment } from '../../pieces/moment.tsx'
import { WindowedTable } from '../../pieces/windowed-table.tsx'
import { t } from '../../words/words.ts'
import { StatusMark } from '../entries/status-mark.tsx'
import { AssetLink } from './asset-grid.tsx'
import classes from './asset-table.module.css'

interface AssetTableProps {
  readonly space: string
  readonly list: LongList<Asset>
}

/** Files as lines. */
export function AssetTable({ space, list }: AssetTableProps) {
  return (
    <WindowedTable
      className={classes['table'] ?? ''}
      verticalSpacing="xs"
      sticky
      label={t('assets.title')}
      count={list.total}
      lineHeight={57}
      onLook={list.look}
      columns={5}
      head={
        <>
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
        </>
      }
      renderRow={(index) => {
        const asset = list.at(index)
        return asset && { key: index, cells: <Cells space={space} asset={asset} /> }
      }}
    />
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
