import { Anchor, Badge, Group, Skeleton, Text } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconSchema from '@tabler/icons-react/icons/IconSchema'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { ContentType } from '../../api/answers.ts'
import { typesQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { LinkButton } from '../../pieces/link-button.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { t } from '../../words/words.ts'
import { nameOf } from '../entries/entry-title.ts'

/** How many fields of a type a list names. */
const shownMax = 8

/** The content types of a space. */
export function TypeListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(typesQuery(space))
  const navigate = useNavigate()
  const may = useMay(space, { create: { action: 'schema.create' } })
  const types = list.data ?? []
  const create = (
    <PermitButton
      permit={may('create')}
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => void navigate({ to: '/studio/spaces/$space/content-types/new', params: { space } })}
    >
      {t('types.new')}
    </PermitButton>
  )
  return (
    <Page title={t('types.title')} lead={t('types.lead')} actions={create}>
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={160} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && types.length === 0 && (
        <Empty icon={<IconSchema size={28} />} title={t('types.empty')} text={t('types.emptyText')}>
          {create}
        </Empty>
      )}
      <RowCards label={t('types.title')}>
        {types.map((type) => (
          <TypeCard key={type.id} space={space} type={type} />
        ))}
      </RowCards>
    </Page>
  )
}

function TypeCard({ space, type }: { readonly space: string; readonly type: ContentType }) {
  const { slug, name, fields, singleton } = type
  const named = fields.slice(0, shownMax).map(nameOf)
  return (
    <RowCard
      actions={
        <LinkButton
          variant="default"
          size="xs"
          to="/studio/spaces/$space/content"
          params={{ space }}
          search={{ type: slug }}
        >
          {t('types.entries')}
        </LinkButton>
      }
    >
      <Group gap="sm">
        <Anchor
          fw={600}
          c="inherit"
          underline="hover"
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/studio/spaces/$space/content-types/$type" params={{ space, type: slug }} {...props} />
          )}
        >
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" ff="monospace">
          {slug}
        </Text>
        {singleton && <Badge variant="default">{t('types.isSingleton')}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {t('types.count', { count: fields.length })}
        {named.length > 0 && `: ${named.join(', ')}${fields.length > shownMax ? ', …' : ''}`}
      </Text>
    </RowCard>
  )
}
