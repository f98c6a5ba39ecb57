import type { Entry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { trashQuery } from '../../api/content-queries.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface TrashDialogProps {
  readonly space: string
  readonly entry: Entry
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  /** Away from the page of the entry. */
  readonly leave: () => Promise<void>
}

/** Asks before an entry goes to the trash, and says what becomes of it. */
export function TrashDialog({ space, entry, title, opened, onClose, leave }: TrashDialogProps) {
  const remove = useDeed({
    run: () => api.entries.delete({ space, entry: entry.id }),
    done: t('content.trashed', { title }),
    // What was live is not live again by coming back.
    ...(entry.status !== 'published' && { undo: () => api.trash.restore({ space, entry: entry.id }, { body: {} }) }),
    leave,
    // Its own page is not asked for again: it is gone.
    stale: [['spaces', space, 'entries', 'list'], trashQuery(space).queryKey],
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('content.trashTitle', { title })}
      text={t(entry.status === 'published' ? 'content.trashLive' : 'content.trashText')}
      label={t('content.deed.delete')}
      deed={remove}
    />
  )
}
