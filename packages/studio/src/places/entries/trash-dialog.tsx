import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Entry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { notifyDone } from '../../pieces/notify.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'

interface TrashDialogProps {
  readonly space: string
  readonly entry: Entry
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks before an entry goes to the trash, and says what becomes of it. */
export function TrashDialog({ space, entry, title, opened, onClose, onDone }: TrashDialogProps) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => attempt(() => api.entries.delete({ space, entry: entry.id })),
    onSuccess: async () => {
      notifyDone(t('content.trashed', { title }))
      onDone()
      // Its own page is not asked for again: it is gone.
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'entries', 'list'] })
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'trash'] })
    },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={t('content.trashTitle', { title })}>
      <Stack>
        <Text size="sm">{t(entry.status === 'published' ? 'content.trashLive' : 'content.trashText')}</Text>
        <ProblemAlert error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('content.deed.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
