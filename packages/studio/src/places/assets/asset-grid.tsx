import { Anchor, Badge, Group, Paper, Skeleton, Stack, Text, useMatches } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment, memo } from 'react'
import type { Asset } from '../../api/answers.ts'
import type { LongList } from '../../api/use-long-list.ts'
import { AssetThumb } from '../../pieces/asset-thumb.tsx'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { ItemGap } from '../../pieces/gap.tsx'
import { useWindowed } from '../../pieces/use-windowed.ts'
import { t } from '../../words/words.ts'
import { StatusMark } from '../entries/status-mark.tsx'
import classes from './asset-grid.module.css'

interface AssetGridProps {
  readonly space: string
  readonly list: LongList<Asset>
}

/** How many stand beside each other. */
const perLine = { base: 2, sm: 3, lg: 5 } as const

/** Files as pictures. */
export function AssetGrid({ space, list }: AssetGridProps) {
  const columns = useMatches(perLine, { getInitialValueInEffect: false })
  const { items, rest, frame } = useWindowed<HTMLUListElement>({
    count: list.total,
    perLine: columns,
    lineHeight: 260,
    onLook: list.look,
  })
  return (
    <ul
      {...frame}
      className={classes['grid']}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      aria-label={t('assets.title')}
    >
      {items.map(({ index, gap, props }) => {
        const asset = list.at(index)
        return (
          <Fragment key={index}>
            <ItemGap height={gap} />
            <li {...props} className={classes['item']} aria-posinset={index + 1} aria-setsize={list.total}>
              {asset === null ? (
                <Skeleton height={240} aria-label={t('shared.loading')} />
              ) : (
                <AssetCard space={space} asset={asset} />
              )}
            </li>
          </Fragment>
        )
      })}
      <ItemGap height={rest} />
    </ul>
  )
}

interface AssetCardProps {
  readonly space: string
  readonly asset: Asset
}

const AssetCard = memo(function AssetCard({ space, asset }: AssetCardProps) {
  return (
    <Paper p="xs" className={classes['card'] ?? ''}>
      <Stack gap={6}>
        <AssetThumb space={space} asset={asset} />
        <AssetLink space={space} asset={asset} className={classes['link'] ?? ''} />
        <Group gap={6} justify="space-between">
          <StatusMark entry={asset} />
          {asset.private && (
            <Badge size="xs" variant="default">
              {t('assets.private')}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" truncate>
          {[asset.category, bytesInWords(asset.bytes)].filter(Boolean).join(' · ')}
        </Text>
      </Stack>
    </Paper>
  )
})

interface AssetLinkProps {
  readonly space: string
  readonly asset: Asset
  readonly className?: string
}

/** The name of a file, with the way to it. */
export function AssetLink({ space, asset, className = '' }: AssetLinkProps) {
  return (
    <Anchor
      size="sm"
      fw={600}
      c="inherit"
      underline="hover"
      className={className}
      renderRoot={(props: Record<string, unknown>) => (
        <Link to="/studio/spaces/$space/assets/$asset" params={{ space, asset: asset.id }} {...props} />
      )}
    >
      {asset.file_name}
    </Anchor>
  )
}
