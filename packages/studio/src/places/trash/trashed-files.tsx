import { Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { TrashedAsset } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/use-may.ts'
import { bytesInWords } from '../../pieces/bytes-in-words.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface TrashedFilesProps {
  readonly space: string
  readonly files: readonly TrashedAsset[]
}

/** The files that were deleted and can still come back. */
export function TrashedFiles({ space, files }: TrashedFilesProps) {
  return (
    <Section title={t('assets.title')}>
      <RowCards label={t('assets.title')}>
        {files.map((file) => (
          <FileCard key={file.id} space={space} file={file} />
        ))}
      </RowCards>
    </Section>
  )
}

function FileCard({ space, file }: { readonly space: string; readonly file: TrashedAsset }) {
  const { id, file_name: name, bytes, deleted_at: at } = file
  const [deleting, ask] = useDisclosure(false)
  const may = useMay(space, { delete: { action: 'media.delete', resource: `media:${name}` } })
  const stale = [['spaces', space, 'assets']]
  const restore = useDeed({
    run: () => api.assetTrash.restore({ space, asset: id }),
    done: t('content.trash.restored', { slug: name }),
    stale,
  })
  const remove = useDeed({
    run: () => api.assetTrash.delete({ space, asset: id }),
    done: t('content.trash.deleted', { slug: name }),
    stale,
  })
  return (
    <RowCard
      actions={
        <>
          <PermitButton
            size="xs"
            variant="default"
            permit={may('delete')}
            loading={restore.isPending}
            aria-label={t('content.trash.restoreOf', { slug: name })}
            onClick={() => restore.mutate(undefined, { onError: notifyProblem })}
          >
            {t('content.trash.restore')}
          </PermitButton>
          <PermitButton
            size="xs"
            variant="default"
            c="var(--studio-danger)"
            permit={may('delete')}
            aria-label={t('content.trash.deleteOf', { slug: name })}
            onClick={ask.open}
          >
            {t('content.trash.delete')}
          </PermitButton>
        </>
      }
    >
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Group gap={6}>
        <Text size="sm" c="dimmed">
          {bytesInWords(bytes)}
        </Text>
        <Moment time={at} />
      </Group>
      <ConfirmDialog
        opened={deleting}
        onClose={ask.close}
        title={t('content.trash.deleteTitle', { slug: name })}
        text={t('assets.deleteForGood')}
        label={t('content.trash.delete')}
        deed={remove}
      />
    </RowCard>
  )
}
