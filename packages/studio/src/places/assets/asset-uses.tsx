import { Anchor, List, Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Asset, ContentType, Entry } from '../../api/answers.ts'
import { showingQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { useLocales } from '../../api/use-locales.ts'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { nameOf, titleOf } from '../entries/entry-title.ts'

interface AssetUsesProps {
  readonly space: string
  readonly asset: Asset
}

/** The entries that show a file, as far as lists find them: by fields that are filterable. */
export function AssetUses({ space, asset }: AssetUsesProps) {
  const { uses, total, unsearched, isPending } = useAssetUses(space, asset)
  const { home } = useLocales(space)
  return (
    <Section title={t('assets.uses.title')}>
      {!isPending && total === 0 && (
        <Text size="sm" c="dimmed">
          {t('assets.uses.none')}
        </Text>
      )}
      {uses.length > 0 && (
        <List size="sm" spacing={4}>
          {uses.map(({ entry, type }) => (
            <List.Item key={entry.id}>
              <Anchor
                size="sm"
                renderRoot={(props: Record<string, unknown>) => (
                  <Link to="/studio/spaces/$space/content/$entry" params={{ space, entry: entry.id }} {...props} />
                )}
              >
                {titleOf(entry, type, home)}
              </Anchor>{' '}
              <Text component="span" size="xs" c="dimmed">
                {type.name}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
      {total > uses.length && <Text size="sm">{t('content.bulk.andMore', { count: total - uses.length })}</Text>}
      {unsearched.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('assets.uses.unsearched', { fields: unsearched.join(', ') })}
        </Text>
      )}
    </Section>
  )
}

interface Use {
  readonly entry: Entry
  readonly type: ContentType
}

/** Which entries show a file; `unsearched` names the fields by which no list finds anything. */
export function useAssetUses(space: string, asset: Asset) {
  const types = useQuery(typesQuery(space)).data ?? []
  const fields = types.flatMap((type) =>
    type.fields
      .filter(({ type: kind, items }) => kind === 'asset' || (kind === 'list' && items === 'asset'))
      .map((field) => ({ type, field })),
  )
  const searched = fields.filter(({ field }) => field.filterable === true)
  const answers = useQueries({
    queries: searched.map(({ type, field }) => showingQuery(space, type.slug, field.id, asset.id)),
  })
  const found = answers.flatMap(({ data }, index): Use[] => {
    const type = searched[index]?.type
    return type === undefined ? [] : (data?.items ?? []).map((entry) => ({ entry, type }))
  })
  return {
    uses: [...new Map(found.map((use) => [use.entry.id, use])).values()],
    total: answers.reduce((sum, { data }) => sum + (data?.total ?? 0), 0),
    unsearched: fields
      .filter(({ field }) => field.filterable !== true)
      .map(({ type, field }) => `${type.name}: ${nameOf(field)}`),
    isPending: answers.some((answer) => answer.isPending),
  }
}
