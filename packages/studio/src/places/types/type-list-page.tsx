import { Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconFolderPlus from '@tabler/icons-react/icons/IconFolderPlus'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconSchema from '@tabler/icons-react/icons/IconSchema'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { typeGroupsQuery, typesQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { GroupMenu } from './group-menu.tsx'
import { groupsInOrder } from './groups-in-order.ts'
import { NewGroupDialog } from './new-group-dialog.tsx'
import { TypeCard } from './type-card.tsx'

/** The content types of a space, by their groups where there are any. */
export function TypeListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(typesQuery(space))
  const types = list.data ?? []
  const placed = groupsInOrder(useQuery(typeGroupsQuery(space)).data ?? [])
  const navigate = useNavigate()
  const [grouping, group] = useDisclosure(false)
  const may = useMay<string>(space, {
    create: { action: 'schema.create' },
    ...Object.fromEntries(types.map(({ id, slug }) => [id, { action: 'schema.update', resource: `schema:${slug}` }])),
  })
  const known = new Set(placed.map((each) => each.group.id))
  const create = (
    <PermitButton
      permit={may('create')}
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => void navigate({ to: '/studio/spaces/$space/content-types/new', params: { space } })}
    >
      {t('types.new')}
    </PermitButton>
  )
  const cardsOf = (of: string | null, label: string) => (
    <RowCards label={label}>
      {types
        .filter((type) => (known.has(type.group ?? '') ? type.group : null) === of)
        .map((type) => (
          <TypeCard key={type.id} {...{ space, type }} groups={placed} change={may(type.id)} />
        ))}
    </RowCards>
  )
  return (
    <Page
      title={t('types.title')}
      lead={t('types.lead')}
      actions={
        <>
          {types.length > 0 && (
            <PermitButton
              variant="default"
              permit={may('create')}
              leftSection={<IconFolderPlus size={18} aria-hidden />}
              onClick={group.open}
            >
              {t('types.group.new')}
            </PermitButton>
          )}
          {create}
        </>
      }
    >
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={160} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && types.length === 0 && (
        <Empty icon={<IconSchema size={28} />} title={t('types.empty')} text={t('types.emptyText')}>
          {create}
        </Empty>
      )}
      {placed.map((each) => {
        const { id } = each.group
        const title = each.path.join(' / ')
        return (
          <Section key={id} title={title} actions={<GroupMenu space={space} placed={each} />}>
            {types.every((type) => type.group !== id) && (
              <Text size="sm" c="dimmed">
                {t('types.group.empty')}
              </Text>
            )}
            {cardsOf(id, title)}
          </Section>
        )
      })}
      {placed.length === 0
        ? cardsOf(null, t('types.title'))
        : types.some((type) => !known.has(type.group ?? '')) && (
            <Section title={t('types.group.none')}>{cardsOf(null, t('types.group.none'))}</Section>
          )}
      <NewGroupDialog space={space} parent={null} opened={grouping} onClose={group.close} />
    </Page>
  )
}
