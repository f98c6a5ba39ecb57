import { Alert, Badge, Button, Checkbox, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconDatabaseExport from '@tabler/icons-react/icons/IconDatabaseExport'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Backup } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { backupsQuery } from '../../api/queries.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { CommandsDialog } from '../../pieces/commands-dialog.tsx'
import { Empty } from '../../pieces/empty.tsx'
import { exactly } from '../../pieces/moments.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { language, t } from '../../words/words.ts'
import { downloadVerified } from './download-verified.ts'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'

/** The backups of the installation, for who administers it. */
export function BackupListPage() {
  const [creating, dialog] = useDisclosure(false)
  // One that is being made says when it is whole.
  const list = useQuery({
    ...backupsQuery,
    refetchInterval: ({ state }) => (state.data?.some((backup) => backup.state === 'pending') ? 1500 : false),
  })
  const backups = list.data ?? []
  const isEmpty = list.isSuccess && backups.length === 0
  const button = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
      {t('backups.create')}
    </Button>
  )
  return (
    <Page title={t('backups.title')} lead={t('backups.lead')} actions={!isEmpty && button}>
      <ProblemAlert error={list.error} />
      {isEmpty && (
        <Empty icon={<IconDatabaseExport size={28} />} title={t('backups.emptyTitle')} text={t('backups.emptyText')}>
          {button}
        </Empty>
      )}
      <RowCards label={t('backups.list')}>
        {backups.map((backup) => (
          <BackupCard key={backup.id} backup={backup} />
        ))}
      </RowCards>
      <NewBackupDialog opened={creating} onClose={dialog.close} />
    </Page>
  )
}

function NewBackupDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [files, setFiles] = useState(true)
  const create = useDeed({
    run: () => api.backups.create({ body: { files }, idempotencyKey: crypto.randomUUID() }),
    done: t('backups.created'),
    stale: [backupsQuery.queryKey],
    onDone: onClose,
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('backups.create')}
      submit={t('backups.create')}
      saving={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate()}
    >
      <Checkbox
        label={t('backups.files')}
        checked={files}
        data-autofocus
        onChange={(event) => setFiles(event.currentTarget.checked)}
      />
    </DialogForm>
  )
}

const tones = { pending: 'yellow', done: 'key', failed: 'red' } as const
const numbers = new Intl.NumberFormat(language)

function BackupCard({ backup }: { readonly backup: Backup }) {
  const { id, state, files, bytes, rows, sha256, problem, created_at: made } = backup
  const when = exactly(made)
  const download = useDeed({ run: () => downloadVerified(backup), stale: [] })
  const steps = useDeed({ run: () => api.backups.restore({ backup: id }), stale: [] })
  const remove = useDeed({
    run: () => api.backups.delete({ backup: id }),
    done: t('backups.deleted'),
    stale: [backupsQuery.queryKey],
  })
  return (
    <RowCard
      actions={
        <>
          {state === 'done' && (
            <>
              <Button
                size="xs"
                variant="default"
                loading={download.isPending}
                aria-label={t('backups.downloadOf', { when })}
                onClick={() => download.mutate(undefined, { onError: notifyProblem })}
              >
                {t('backups.download')}
              </Button>
              <Button
                size="xs"
                variant="default"
                loading={steps.isPending}
                aria-label={t('backups.restoreOf', { when })}
                onClick={() => steps.mutate(undefined, { onError: notifyProblem })}
              >
                {t('backups.restore')}
              </Button>
            </>
          )}
          {state !== 'pending' && (
            <ConfirmButton
              size="xs"
              label={t('backups.delete')}
              name={t('backups.deleteOf', { when })}
              title={t('backups.deleteTitle', { when })}
              text={t('backups.deleteText')}
              deed={remove}
            />
          )}
        </>
      }
    >
      <Group gap="sm">
        <Text fw={600}>{when}</Text>
        <Badge color={tones[state]} variant="light" role="status">
          {t(`backups.state.${state}`)}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {t(files ? 'backups.withFiles' : 'backups.withoutFiles')}
        {bytes !== null &&
          rows !== null &&
          `, ${t('backups.size', { size: bytesInWords(bytes), rows: numbers.format(rows) })}`}
      </Text>
      {sha256 !== null && (
        <Text size="xs" c="dimmed" ff="monospace">
          {t('backups.hash')} {sha256}
        </Text>
      )}
      {problem !== null && (
        <Text size="sm" c="var(--studio-danger)">
          {problem}
        </Text>
      )}
      {download.data !== undefined && (
        <Alert color={download.data ? 'key' : 'red'} variant="light" role="status">
          {t(download.data ? 'backups.verified' : 'backups.broken')}
        </Alert>
      )}
      <CommandsDialog
        title={t('backups.restoreTitle')}
        text={t('backups.restoreText')}
        commands={steps.data?.steps}
        onClose={steps.reset}
      />
    </RowCard>
  )
}
