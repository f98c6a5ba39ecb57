import { Button, Group, Modal, Paper, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TrashedAsset } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/use-may.ts'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { Moment } from '../../pieces/moment.tsx'
import { notifyDone } from '../../pieces/notify.ts'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'

interface TrashedFilesProps {
  readonly space: string
  readonly files: readonly TrashedAsset[]
}

/** The files that were deleted and can still come back. */
export function TrashedFiles({ space, files }: TrashedFilesProps) {
  return (
    <Section title={t('assets.title')}>
      <Stack gap="sm" component="ul" p={0} m={0}>
        {files.map((file) => (
          <Paper key={file.id} component="li" p="sm" style={{ listStyle: 'none' }}>
            <Group justify="space-between">
              <Stack gap={0} miw={0}>
                <Text size="sm" fw={600}>
                  {file.file_name}
                </Text>
                <Group gap={6}>
                  <Text size="xs" c="dimmed">
                    {bytesInWords(file.bytes)}
                  </Text>
                  <Moment time={file.deleted_at} />
                </Group>
              </Stack>
              <FileDeeds space={space} file={file} />
            </Group>
          </Paper>
        ))}
      </Stack>
    </Section>
  )
}

function FileDeeds({ space, file }: { readonly space: string; readonly file: TrashedAsset }) {
  const queries = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const { id, file_name: name } = file
  const may = useMay(space, { delete: { action: 'media.delete', resource: `media:${name}` } })
  const follow = () => queries.invalidateQueries({ queryKey: ['spaces', space, 'assets'] })
  const restore = useMutation({
    mutationFn: () => attempt(() => api.assetTrash.restore({ space, asset: id })),
    onSuccess: async () => {
      notifyDone(t('content.trash.restored', { slug: name }))
      await follow()
    },
  })
  const remove = useMutation({
    mutationFn: () => attempt(() => api.assetTrash.delete({ space, asset: id })),
    onSuccess: async () => {
      notifyDone(t('content.trash.deleted', { slug: name }))
      await follow()
    },
  })
  return (
    <Group gap="xs">
      <PermitButton
        size="xs"
        variant="default"
        permit={may('delete')}
        loading={restore.isPending}
        aria-label={t('content.trash.restoreOf', { slug: name })}
        onClick={() => restore.mutate()}
      >
        {t('content.trash.restore')}
      </PermitButton>
      <PermitButton
        size="xs"
        variant="subtle"
        c="var(--studio-danger)"
        permit={may('delete')}
        aria-label={t('content.trash.deleteOf', { slug: name })}
        onClick={() => setDeleting(true)}
      >
        {t('content.trash.delete')}
      </PermitButton>
      <ProblemAlert error={restore.error} />
      <Modal
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={t('content.trash.deleteTitle', { slug: name })}
      >
        <Stack>
          <Text size="sm">{t('assets.deleteForGood')}</Text>
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
