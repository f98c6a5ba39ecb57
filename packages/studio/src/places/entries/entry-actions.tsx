import { Menu } from '@mantine/core'
import IconArchive from '@tabler/icons-react/icons/IconArchive'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconCalendarClock from '@tabler/icons-react/icons/IconCalendarClock'
import IconEyeOff from '@tabler/icons-react/icons/IconEyeOff'
import IconLock from '@tabler/icons-react/icons/IconLock'
import IconSend from '@tabler/icons-react/icons/IconSend'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Entry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { permitted } from '../../api/use-may.ts'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { PermitItem } from '../../pieces/permit-item.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { EntryRights } from './entry-rights.ts'
import { PublishDialog, type Publishing } from './publish-dialog.tsx'
import { TrashDialog } from './trash-dialog.tsx'
import type { EditedEntry } from './use-entry-draft.ts'

interface EntryActionsProps {
  readonly space: string
  readonly entry: Entry
  readonly title: string
  /** The locales of the space. */
  readonly codes: readonly string[]
  readonly rights: EntryRights
  readonly edited: EditedEntry
  readonly saving: boolean
  /** Rejects when it was not saved. */
  readonly save: () => Promise<void>
}

/** What can be done to an entry, the commonest first. */
export function EntryActions({ space, entry, title, codes, rights, edited, saving, save }: EntryActionsProps) {
  const [publishing, setPublishing] = useState<Publishing | null>(null)
  const [trashing, setTrashing] = useState(false)
  const turn = useTurn(space, entry)
  const navigate = useNavigate()
  const { status } = entry
  const mayPublish = rights.deed('publish')
  // Leaving what is live is taking it offline.
  const leave = (deed: 'archive' | 'draft' | 'protect') =>
    status === 'published' && !mayPublish.allowed ? mayPublish : rights.deed(deed)
  return (
    <>
      {edited.dirty && (
        <PermitButton variant="subtle" permit={permitted} onClick={edited.discard}>
          {t('content.discard')}
        </PermitButton>
      )}
      <PermitButton
        variant={edited.dirty ? 'filled' : 'default'}
        disabled={!edited.dirty}
        loading={saving}
        permit={permitted}
        onClick={() => void save().catch(() => undefined)}
      >
        {t(edited.dirty ? 'shared.save' : 'shared.saved')}
      </PermitButton>
      {mayPublish.allowed || !rights.deed('request').allowed ? (
        <PermitButton
          variant={edited.dirty ? 'default' : 'filled'}
          permit={mayPublish}
          onClick={() => setPublishing('publish')}
        >
          {t('content.deed.publish')}
        </PermitButton>
      ) : (
        <PermitButton variant="default" permit={permitted} onClick={() => setPublishing('request')}>
          {t('content.deed.request')}
        </PermitButton>
      )}
      <DotsMenu label={t('shared.moreActions')} width={280} size={36}>
        {status === 'published' && (
          <PermitItem
            leftSection={<IconEyeOff size={16} />}
            permit={mayPublish}
            onClick={() => setPublishing('unpublish')}
          >
            {t('content.deed.unpublish')}
          </PermitItem>
        )}
        <PermitItem
          leftSection={<IconCalendarClock size={16} />}
          permit={mayPublish}
          onClick={() => setPublishing('schedule')}
        >
          {t('content.deed.schedule')}
        </PermitItem>
        <PermitItem
          leftSection={<IconSend size={16} />}
          permit={rights.deed('request')}
          onClick={() => setPublishing('request')}
        >
          {t('content.deed.request')}
        </PermitItem>
        <Menu.Divider />
        {status === 'draft' && (
          <PermitItem
            leftSection={<IconLock size={16} />}
            permit={rights.deed('protect')}
            onClick={() => turn.mutate('protected', { onError: notifyProblem })}
          >
            {t('content.deed.protect')}
          </PermitItem>
        )}
        {(status === 'archived' || status === 'protected') && (
          <PermitItem
            leftSection={<IconArrowBackUp size={16} />}
            permit={rights.deed('draft')}
            onClick={() => turn.mutate('draft', { onError: notifyProblem })}
          >
            {t('content.deed.draft')}
          </PermitItem>
        )}
        {status !== 'archived' && (
          <PermitItem
            leftSection={<IconArchive size={16} />}
            permit={leave('archive')}
            onClick={() => turn.mutate('archived', { onError: notifyProblem })}
          >
            {t('content.deed.archive')}
          </PermitItem>
        )}
        <PermitItem
          leftSection={<IconTrash size={16} />}
          {...(rights.deed('delete').allowed && { c: 'var(--studio-danger)' })}
          permit={rights.deed('delete')}
          onClick={() => setTrashing(true)}
        >
          {t('content.deed.delete')}
        </PermitItem>
      </DotsMenu>
      <PublishDialog
        {...{ space, entry, codes, rights, publishing }}
        dirty={edited.dirty}
        save={save}
        onTurn={setPublishing}
        onClose={() => setPublishing(null)}
      />
      <TrashDialog
        {...{ space, entry, title }}
        opened={trashing}
        onClose={() => setTrashing(false)}
        leave={() => {
          edited.discard()
          return navigate({ to: '/studio/spaces/$space/content', params: { space }, search: { type: entry.type } })
        }}
      />
    </>
  )
}

/** Gives an entry another state that is not live. */
function useTurn(space: string, { id }: Entry) {
  return useDeed({
    run: (status: 'archived' | 'draft' | 'protected') =>
      status === 'archived'
        ? api.entries.archive({ space, entry: id })
        : api.entries.update({ space, entry: id }, { body: { status } }),
    done: (_entry, status) => t(`content.turned.${status}`),
    stale: [['spaces', space]],
  })
}
