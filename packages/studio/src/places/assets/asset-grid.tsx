import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Asset } from '../../api/answers.ts'
import { AssetThumb } from '../../pieces/asset-thumb.tsx'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { t } from '../../words/words.ts'
import { StatusMark } from '../entries/status-mark.tsx'
import classes from './asset-grid.module.css'

interface AssetGridProps {
  readonly space: string
  readonly assets: readonly Asset[]
}

/** Files as pictures. */
export function AssetGrid({ space, assets }: AssetGridProps) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md" component="ul" className={classes['grid'] ?? ''}>
      {assets.map((asset) => (
        <Paper key={asset.id} component="li" p="xs" className={classes['card'] ?? ''}>
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
      ))}
    </SimpleGrid>
  )
}

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
