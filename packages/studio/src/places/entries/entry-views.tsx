import { Button, Menu, Text } from '@mantine/core'
import { useClipboard, useDisclosure } from '@mantine/hooks'
import IconBookmark from '@tabler/icons-react/icons/IconBookmark'
import IconBookmarkPlus from '@tabler/icons-react/icons/IconBookmarkPlus'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconLink from '@tabler/icons-react/icons/IconLink'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { notifyDone } from '../../pieces/notify.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { t } from '../../words/words.ts'
import { isSame } from './entry-draft.ts'
import type { EntrySearch } from './entry-search.ts'
import { useSavedViews } from './saved-views.ts'

interface EntryViewsProps {
  readonly space: string
  /** What is shown now. */
  readonly search: EntrySearch
  readonly onShow: (search: EntrySearch) => void
}

/** The lists that somebody has given a name, and the way to name this one. */
export function EntryViews({ space, search, onShow }: EntryViewsProps) {
  const { views, save, remove } = useSavedViews(space)
  const [naming, dialog] = useDisclosure(false)
  const { copy } = useClipboard()
  const current = views.find((view) => isSame(view.search, search))
  return (
    <>
      <Menu width={280} position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            {current?.name ?? t('content.views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 ? (
            <Menu.Label>{t('content.views.none')}</Menu.Label>
          ) : (
            <Menu.Label>{t('content.views.title')}</Menu.Label>
          )}
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              rightSection={view === current ? <IconCheck size={14} aria-hidden /> : null}
              onClick={() => onShow(view.search)}
            >
              <Text size="sm" truncate>
                {view.name}
              </Text>
            </Menu.Item>
          ))}
          <Menu.Divider />
          {current === undefined ? (
            <Menu.Item leftSection={<IconBookmarkPlus size={16} />} onClick={dialog.open}>
              {t('content.views.save')}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              onClick={() => {
                remove(current.name)
                notifyDone(t('content.views.removed', { name: current.name }))
              }}
            >
              {t('content.views.remove', { name: current.name })}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconLink size={16} />}
            onClick={() => {
              copy(location.href)
              notifyDone(t('content.views.copied'))
            }}
          >
            {t('content.views.copy')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <TextDialog
        opened={naming}
        onClose={dialog.close}
        title={t('content.views.save')}
        text={t('content.views.saveText')}
        submit={t('shared.save')}
        label={t('content.views.name')}
        pointer="/name"
        deed={{
          mutate: (name, { onSuccess } = {}) => {
            if (name !== '') save({ name, search })
            onSuccess?.()
          },
          reset: () => undefined,
          isPending: false,
          error: null,
        }}
      />
    </>
  )
}
