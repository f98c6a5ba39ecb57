import { Group, Paper, Skeleton, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { TrashedEntry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problems.ts'
import { trashedAssetsQuery, trashQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { type Permit, useMay } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { Empty } from '../../pieces/empty.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.ts'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import classes from './trash-page.module.css'
import { TrashedFiles } from './trashed-files.tsx'

/** The entries that were deleted and can still come back. */
export function TrashPage() {
  const { space = '' } = useParams({ strict: false })
  const list = useQuery(trashQuery(space))
  const types = useQuery(typesQuery(space)).data ?? []
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
        <Paper className={classes['frame'] ?? ''}>
          <Table verticalSpacing="sm" horizontalSpacing="md" className={classes['table'] ?? ''}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('content.slug')}</Table.Th>
                <Table.Th scope="col">{t('content.trash.by')}</Table.Th>
                <Table.Th scope="col">{t('content.trash.at')}</Table.Th>
                <Table.Th scope="col">{t('tokens.column.deeds')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map((entry) => (
                <Table.Tr key={entry.id}>
                  <Table.Td>
                    <Text size="sm" fw={600}>
                      {entry.slug}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {types.find(({ slug }) => slug === entry.type)?.name ?? entry.type}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">
                      <ActorName actor={entry.deleted_by} space={space} />
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Moment time={entry.deleted_at} />
                  </Table.Td>
                  <Table.Td>
                    <TrashedDeeds space={space} entry={entry} restore={may('restore')} remove={may('delete')} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
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

interface TrashedDeedsProps {
  readonly space: string
  readonly entry: TrashedEntry
  readonly restore: Permit
  readonly remove: Permit
}

function TrashedDeeds({ space, entry, restore: mayRestore, remove: mayRemove }: TrashedDeedsProps) {
  const [renaming, askForSlug] = useDisclosure(false)
  const [deleting, ask] = useDisclosure(false)
  const { id, slug } = entry
  const stale = [['spaces', space]]
  const done = t('content.trash.restored', { slug })
  const restore = useDeed({ run: () => api.trash.restore({ space, entry: id }, { body: {} }), done, stale })
  const restoreAs = useDeed({
    run: (other: string) => api.trash.restore({ space, entry: id }, { body: { slug: other } }),
    done,
    stale,
  })
  const remove = useDeed({
    run: () => api.trash.delete({ space, entry: id }),
    done: t('content.trash.deleted', { slug }),
    stale,
  })
  return (
    <Group gap="xs">
      <PermitButton
        size="xs"
        variant="default"
        permit={mayRestore}
        loading={restore.isPending}
        aria-label={t('content.trash.restoreOf', { slug })}
        onClick={() =>
          restore.mutate(undefined, {
            onError: (error) => (isProblem(error, 'slug-taken') ? askForSlug.open() : notifyProblem(error)),
          })
        }
      >
        {t('content.trash.restore')}
      </PermitButton>
      <PermitButton
        size="xs"
        variant="default"
        c="var(--studio-danger)"
        permit={mayRemove}
        aria-label={t('content.trash.deleteOf', { slug })}
        onClick={ask.open}
      >
        {t('content.trash.delete')}
      </PermitButton>
      <TextDialog
        opened={renaming}
        onClose={askForSlug.close}
        title={t('content.trash.taken')}
        submit={t('content.trash.restore')}
        label={t('content.slug')}
        text={t('content.trash.takenText')}
        initial={`${slug}-2`}
        pointer="/slug"
        deed={restoreAs}
      />
      <ConfirmDialog
        opened={deleting}
        onClose={ask.close}
        title={t('content.trash.deleteTitle', { slug })}
        text={t('content.trash.deleteText')}
        label={t('content.trash.delete')}
        deed={remove}
      />
    </Group>
  )
}
