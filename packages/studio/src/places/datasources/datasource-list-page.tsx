import { Badge, Group, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconListDetails from '@tabler/icons-react/icons/IconListDetails'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { datasourcesQuery } from '../../api/content-queries.ts'
import { useMay } from '../../api/use-may.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { TitleLink } from '../../pieces/title-link.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { DatasourceForm, datasourcePointers, newDatasource } from './datasource-form.tsx'

/** The lists that fields choose from. */
export function DatasourceListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(datasourcesQuery(space))
  const [creating, dialog] = useDisclosure(false)
  const may = useMay(space, { create: { action: 'datasources.create', resource: 'datasources' } })
  const create = (
    <PermitButton permit={may('create')} leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
      {t('datasources.create')}
    </PermitButton>
  )
  return (
    <Page title={t('datasources.title')} lead={t('datasources.lead')} actions={create}>
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={160} role="status" aria-label={t('shared.loading')} />}
      {list.data?.length === 0 && (
        <Empty icon={<IconListDetails size={28} />} title={t('datasources.empty')} text={t('datasources.emptyText')}>
          {create}
        </Empty>
      )}
      <RowCards label={t('datasources.title')}>
        {(list.data ?? []).map(({ id, slug, name, dimensions, delivered }) => (
          <RowCard key={id}>
            <Group gap="sm">
              <TitleLink
                link={{ to: '/studio/spaces/$space/datasources/$datasource', params: { space, datasource: slug } }}
              >
                {name}
              </TitleLink>
              <Text size="xs" c="dimmed" ff="monospace">
                {slug}
              </Text>
              {delivered && <Badge variant="default">{t('datasources.isDelivered')}</Badge>}
            </Group>
            {dimensions.length > 0 && (
              <Text size="sm" c="dimmed">
                {t('datasources.alsoIn', { dimensions: dimensions.join(', ') })}
              </Text>
            )}
          </RowCard>
        ))}
      </RowCards>
      {creating && <NewDatasource space={space} onClose={dialog.close} />}
    </Page>
  )
}

function NewDatasource({ space, onClose }: { readonly space: string; readonly onClose: () => void }) {
  const [draft, setDraft] = useState(newDatasource)
  const navigate = useNavigate()
  const create = useDeed({
    run: () =>
      api.datasources.create(
        { space },
        { body: { ...draft, dimensions: [...draft.dimensions] }, idempotencyKey: crypto.randomUUID() },
      ),
    done: t('datasources.created'),
    stale: [datasourcesQuery(space).queryKey],
    onDone: ({ slug }) =>
      void navigate({ to: '/studio/spaces/$space/datasources/$datasource', params: { space, datasource: slug } }),
  })
  return (
    <DialogForm
      opened
      title={t('datasources.create')}
      submit={t('shared.create')}
      saving={create.isPending}
      error={create.error}
      except={datasourcePointers}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <DatasourceForm draft={draft} isNew error={create.error} onChange={setDraft} />
    </DialogForm>
  )
}
