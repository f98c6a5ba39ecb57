import { Anchor, Badge, Grid, Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Asset } from '../../api/answers.ts'
import { fileAddress } from '../../api/asset-addresses.ts'
import { assetQuery } from '../../api/content-queries.ts'
import { sessionQuery } from '../../api/queries.ts'
import { type Permit, permitted, useMay } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { AssetThumb } from '../../pieces/asset-thumb.tsx'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { CopyText } from '../../pieces/copy-text.tsx'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page, type PageProps } from '../../pieces/page.tsx'
import { Section } from '../../pieces/section.tsx'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { StatusMark } from '../entries/status-mark.tsx'
import { AssetActions } from './asset-actions.tsx'
import { AssetForm } from './asset-form.tsx'
import { AssetUses } from './asset-uses.tsx'
import { SignedAddress } from './signed-address.tsx'

/** One file: how it looks, what is said about it, where it is live and what shows it. */
export function AssetPage() {
  const { space = '', asset: id = '' } = useParams({ strict: false })
  const query = useQuery(assetQuery(space, id))
  const asset = query.data
  const back = { label: t('assets.title'), link: { to: '/studio/spaces/$space/assets', params: { space } } } as const
  if (query.isPending) return <WaitingPage />
  if (asset === undefined) return <MissingPage error={query.error} back={back} />
  return <OneAsset space={space} asset={asset} back={back} />
}

interface OneAssetProps {
  readonly space: string
  readonly asset: Asset
  readonly back: NonNullable<PageProps['back']>
}

function OneAsset({ space, asset, back }: OneAssetProps) {
  const rights = useAssetRights(space, asset)
  const file = fileAddress(space, asset.id)
  return (
    <Page
      title={asset.file_name}
      back={back}
      actions={<AssetActions space={space} asset={asset} update={rights('update')} remove={rights('delete')} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <Paper p="md">
              <AssetThumb space={space} asset={asset} />
              <Group justify="flex-end" mt="sm">
                <Anchor href={file} download={asset.file_name} size="sm">
                  {t('assets.download')}
                </Anchor>
              </Group>
            </Paper>
            <AssetForm key={`${asset.id} ${asset.version}`} space={space} asset={asset} permit={rights('update')} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <AssetFacts space={space} asset={asset} />
            <SignedAddress key={asset.version} space={space} asset={asset} />
            <AssetUses space={space} asset={asset} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

/**
 * What the person may do to a file. Grants name files by name or by category, and each way is asked about; who has sent a
 * file may have rights by that alone, and is left to the server.
 */
function useAssetRights(space: string, asset: Asset): (deed: 'update' | 'delete') => Permit {
  const me = useQuery(sessionQuery).data?.account.id
  const { file_name: name, category } = asset
  const byName = `media:${name}`
  const byCategory = category === null ? byName : `media:category:${category}`
  const may = useMay(space, {
    'update name': { action: 'media.update', resource: byName },
    'update category': { action: 'media.update', resource: byCategory },
    'delete name': { action: 'media.delete', resource: byName },
    'delete category': { action: 'media.delete', resource: byCategory },
  })
  return (deed) => {
    if (asset.created_by === `account:${me}`) return permitted
    const [first, second] = [may(`${deed} name`), may(`${deed} category`)]
    return first.allowed ? first : second
  }
}

function AssetFacts({ space, asset }: { readonly space: string; readonly asset: Asset }) {
  const address = `${location.origin}/delivery/v1/spaces/${encodeURIComponent(space)}/assets/${asset.id}/file`
  return (
    <Section title={t('content.facts.title')}>
      <Facts>
        <Fact label={t('content.state')}>
          <StatusMark entry={asset} />
        </Fact>
        <Fact label={t('content.facts.live')}>
          {asset.environments.length === 0 ? (
            <Text size="sm">{t('content.facts.nowhere')}</Text>
          ) : (
            <Group gap={6}>
              {asset.environments.map((slug) => (
                <Badge key={slug} variant="light">
                  {slug}
                </Badge>
              ))}
            </Group>
          )}
        </Fact>
        <Fact label={t('assets.kind')}>{asset.media_type}</Fact>
        <Fact label={t('assets.size')}>
          {[
            bytesInWords(asset.bytes),
            ...(asset.width === null || asset.height === null ? [] : [`${asset.width} × ${asset.height}`]),
          ].join(' · ')}
        </Fact>
        <Fact label={t('content.facts.saved')}>
          <Moment time={asset.updated_at} />
        </Fact>
        <Fact label={t('content.facts.author')}>
          <ActorName actor={asset.created_by} space={space} />
        </Fact>
      </Facts>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t(asset.private ? 'assets.addressPrivate' : 'assets.addressPublic')}
        </Text>
        <CopyText text={address} label={t('assets.copyAddress')} size="xs" w="fit-content" />
      </Stack>
    </Section>
  )
}
