import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconRocket from '@tabler/icons-react/icons/IconRocket'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { releasesQuery } from '../../api/queries.ts'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { TitleLink } from '../../pieces/title-link.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { releaseBody, ReleaseDialog, type ReleaseDraft } from './release-form.tsx'
import { ReleaseState } from './release-state.tsx'

/** What is going to go live together, and what has. */
export function ReleaseListPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(releasesQuery(space))
  const [creating, dialog] = useDisclosure(false)
  const navigate = useNavigate()
  const create = useDeed({
    run: (draft: ReleaseDraft) =>
      api.releases.create({ space }, { body: releaseBody(draft), idempotencyKey: crypto.randomUUID() }),
    stale: [releasesQuery(space).queryKey],
    onDone: ({ id }) =>
      void navigate({ to: '/studio/spaces/$space/releases/$release', params: { space, release: id } }),
  })
  const releases = list.data ?? []
  const isEmpty = list.isSuccess && releases.length === 0
  const button = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
      {t('releases.create')}
    </Button>
  )
  return (
    <Page title={t('releases.title')} lead={t('releases.lead')} actions={!isEmpty && button}>
      <ProblemAlert error={list.error} />
      {isEmpty && (
        <Empty icon={<IconRocket size={28} />} title={t('releases.emptyTitle')} text={t('releases.emptyText')}>
          {button}
        </Empty>
      )}
      <RowCards label={t('releases.title')}>
        {releases.map((release) => (
          <RowCard key={release.id} actions={<ReleaseState release={release} />}>
            <TitleLink link={{ to: '/studio/spaces/$space/releases/$release', params: { space, release: release.id } }}>
              {release.name}
            </TitleLink>
            {release.description !== '' && (
              <Text size="sm" c="dimmed">
                {release.description}
              </Text>
            )}
          </RowCard>
        ))}
      </RowCards>
      <ReleaseDialog
        space={space}
        title={t('releases.create')}
        submit={t('shared.create')}
        release={null}
        deed={create}
        opened={creating}
        onClose={dialog.close}
      />
    </Page>
  )
}
