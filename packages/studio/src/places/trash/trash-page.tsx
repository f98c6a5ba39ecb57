import { Skeleton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { trashedAssetsQuery, trashQuery } from '../../api/content-queries.ts'
import { useMay } from '../../api/use-may.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { TrashedEntries } from './trashed-entries.tsx'
import { TrashedFiles } from './trashed-files.tsx'

/** The entries that were deleted and can still come back. */
export function TrashPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(trashQuery(space))
  const files = useQuery(trashedAssetsQuery(space)).data ?? []
  const entries = list.data ?? []
  const [emptying, askToEmpty] = useDisclosure(false)
  const may = useMay(space, { delete: { action: 'content.delete' }, restore: { action: 'content.restore' } })
  const empty = useDeed({
    run: () => api.trash.empty({ space }),
    done: ({ deleted, kept }) =>
      kept === 0
        ? t('content.trash.emptied', { count: deleted })
        : t('content.trash.emptiedSome', { count: deleted, kept }),
    stale: [trashQuery(space).queryKey],
  })
  return (
    <Page
      title={t('content.trash.title')}
      lead={t('content.trash.lead')}
      actions={
        entries.length > 0 && (
          <PermitButton variant="default" c="var(--studio-danger)" permit={may('delete')} onClick={askToEmpty.open}>
            {t('content.trash.empty')}
          </PermitButton>
        )
      }
    >
      <ProblemAlert error={list.error} />
      {list.isPending && <Skeleton height={160} role="status" aria-label={t('shared.loading')} />}
      {list.isSuccess && entries.length + files.length === 0 && (
        <Empty icon={<IconTrash size={28} />} title={t('content.trash.none')} text={t('content.trash.noneText')} />
      )}
      {entries.length > 0 && (
        <TrashedEntries space={space} entries={entries} restore={may('restore')} remove={may('delete')} />
      )}
      {files.length > 0 && <TrashedFiles space={space} files={files} />}
      <ConfirmDialog
        opened={emptying}
        onClose={askToEmpty.close}
        title={t('content.trash.emptyTitle')}
        text={t('content.trash.emptyText')}
        label={t('content.trash.empty')}
        deed={empty}
      />
    </Page>
  )
}
