import { Badge, Group, Paper, Table, Text } from '@mantine/core'
import type { Asset } from '../../api/answers.ts'
import { AssetThumb } from '../../pieces/asset-thumb.tsx'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { Moment } from '../../pieces/moment.tsx'
import { t } from '../../words/words.ts'
import { StatusMark } from '../entries/status-mark.tsx'
import { AssetLink } from './asset-grid.tsx'
import classes from './asset-table.module.css'

interface AssetTableProps {
  readonly space: string
  readonly assets: readonly Asset[]
}

/** Files as lines. */
export function AssetTable({ space, assets }: AssetTableProps) {
  return (
    <Paper className={classes['frame'] ?? ''}>
      <Table className={classes['table'] ?? ''} verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
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
        <Table.Tbody>
          {assets.map((asset) => (
            <Table.Tr key={asset.id}>
              <Table.Td>
                <Group gap="sm" wrap="nowrap">
                  <AssetThumb space={space} asset={asset} size={40} />
                  <AssetLink space={space} asset={asset} className={classes['name'] ?? ''} />
                  {asset.private && (
                    <Badge size="xs" variant="default">
                      {t('assets.private')}
                    </Badge>
                  )}
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
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
