import { Button, Group, Modal, Paper, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { TrashedEntry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problems.ts'
import { trashedAssetsQuery, trashQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { type Permit, useMay } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { Empty } from '../../pieces/empty.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyDone } from '../../pieces/notify.ts'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
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
  const [emptying, setEmptying] = useState(false)
  const may = useMay(space, { delete: { action: 'content.delete' }, restore: { action: 'content.restore' } })
  return (
    <Page
      title={t('content.trash.title')}
      lead={t('content.trash.lead')}
      actions={
        entries.length > 0 && (
          <PermitButton
            variant="default"
            c="var(--studio-danger)"
            permit={may('delete')}
            onClick={() => setEmptying(true)}
          >
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
      <Modal opened={emptying} onClose={() => setEmptying(false)} title={t('content.trash.emptyTitle')}>
        <EmptyTrash space={space} onClose={() => setEmptying(false)} />
      </Modal>
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
  const queries = useQueryClient()
  const [renaming, setRenaming] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const [slug, setSlug] = useState(`${entry.slug}-2`)
  const follow = () => queries.invalidateQueries({ queryKey: ['spaces', space] })
  const restore = useMutation({
    mutationFn: (as: string | null) =>
      attempt(() => api.trash.restore({ space, entry: entry.id }, { body: as === null ? {} : { slug: as } })),
    onSuccess: async () => {
      notifyDone(t('content.trash.restored', { slug: entry.slug }))
      setRenaming(false)
      await follow()
    },
    onError: (error) => {
      if (isProblem(error, 'slug-taken')) setRenaming(true)
    },
  })
  const remove = useMutation({
    mutationFn: () => attempt(() => api.trash.delete({ space, entry: entry.id })),
    onSuccess: async () => {
      notifyDone(t('content.trash.deleted', { slug: entry.slug }))
      await follow()
    },
  })
  return (
    <Group gap="xs">
      <PermitButton
        size="xs"
        variant="default"
        permit={mayRestore}
        loading={restore.isPending}
        aria-label={t('content.trash.restoreOf', { slug: entry.slug })}
        onClick={() => restore.mutate(null)}
      >
        {t('content.trash.restore')}
      </PermitButton>
      <PermitButton
        size="xs"
        variant="subtle"
        c="var(--studio-danger)"
        permit={mayRemove}
        aria-label={t('content.trash.deleteOf', { slug: entry.slug })}
        onClick={() => setDeleting(true)}
      >
        {t('content.trash.delete')}
      </PermitButton>
      {!renaming && <ProblemAlert error={restore.error} />}
      <Modal opened={renaming} onClose={() => setRenaming(false)} title={t('content.trash.taken')}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            restore.mutate(slug.trim())
          }}
        >
          <Stack>
            <TextInput
              data-autofocus
              label={t('content.slug')}
              description={t('content.trash.takenText')}
              value={slug}
              onChange={({ currentTarget: { value } }) => setSlug(value)}
            />
            {!isProblem(restore.error, 'slug-taken') && <ProblemAlert error={restore.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={restore.isPending}>
                {t('content.trash.restore')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
      <Modal
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={t('content.trash.deleteTitle', { slug: entry.slug })}
      >
        <Stack>
          <Text size="sm">{t('content.trash.deleteText')}</Text>
          <ProblemAlert error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setDeleting(false)}>
              {t('shared.cancel')}
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('content.trash.delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  )
}

function EmptyTrash({ space, onClose }: { readonly space: string; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const empty = useMutation({
    mutationFn: () => attempt(() => api.trash.empty({ space })),
    onSuccess: async ({ deleted, kept }) => {
      notifyDone(
        kept === 0
          ? t('content.trash.emptied', { count: deleted })
          : t('content.trash.emptiedSome', { count: deleted, kept }),
      )
      onClose()
      await queries.invalidateQueries({ queryKey: trashQuery(space).queryKey })
    },
  })
  return (
    <Stack>
      <Text size="sm">{t('content.trash.emptyText')}</Text>
      <ProblemAlert error={empty.error} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('shared.cancel')}
        </Button>
        <Button color="red" loading={empty.isPending} onClick={() => empty.mutate()}>
          {t('content.trash.empty')}
        </Button>
      </Group>
    </Stack>
  )
}
