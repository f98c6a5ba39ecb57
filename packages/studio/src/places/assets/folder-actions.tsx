import { Group } from '@mantine/core'
import IconFolderPlus from '@tabler/icons-react/icons/IconFolderPlus'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { type LinkProps, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { permitted, useMay } from '../../api/use-may.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { PermitItem } from '../../pieces/permit-item.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import { type Category, folderAround } from './folders-below.ts'

/** The way to a folder. */
export type FolderLink = Pick<LinkProps, 'to' | 'params' | 'search'>

interface FolderActionsProps {
  readonly space: string
  /** The path of the folder that is shown; null for all files. */
  readonly path: string | null
  /** What it is for the API; undefined where paths of others alone lead through it. */
  readonly category: Category | undefined
  /** By its path; null: to all files. */
  readonly linkTo: (path: string | null) => FolderLink
}

/** Makes a folder in the one that is shown, and renames, moves and deletes that. */
export function FolderActions({ space, path, category, linkTo }: FolderActionsProps) {
  const [open, setOpen] = useState<'add' | 'rename' | 'delete' | null>(null)
  const may = useMay(
    space,
    path === null ? {} : { change: { action: 'media.update', resource: `media:category:${path}` } },
  )
  // Who may make one folder alone would be held back by a question about all of them: there the server is asked.
  const change = path === null ? permitted : may('change')
  const navigate = useNavigate()
  const stale = [['spaces', space, 'assets']]
  const goTo = (to: string | null) => navigate(linkTo(to))
  const add = useDeed({
    run: (name: string) =>
      api.assetCategories.create(
        { space },
        { body: { category: path === null ? name : `${path} / ${name}` }, idempotencyKey: crypto.randomUUID() },
      ),
    done: (made) => t('assets.folders.made', { name: made.category }),
    undo: ({ id }) => api.assetCategories.delete({ space, category: id }),
    stale,
  })
  const params = { space, category: category?.id ?? '' }
  const rename = useDeed({
    run: (next: string) => api.assetCategories.update(params, { body: { category: next } }),
    done: t('assets.folders.renamed'),
    stale,
    onDone: (renamed) => void goTo(renamed.category),
  })
  const remove = useDeed({
    run: () => api.assetCategories.delete(params),
    done: t('assets.folders.deleted', { name: path ?? '' }),
    leave: () => goTo(path === null ? null : folderAround(path)),
    stale,
  })
  const close = () => setOpen(null)
  return (
    <Group gap="xs">
      <PermitButton
        size="xs"
        variant="default"
        permit={change}
        leftSection={<IconFolderPlus size={16} aria-hidden />}
        onClick={() => setOpen('add')}
      >
        {t('assets.folders.new')}
      </PermitButton>
      {category !== undefined && (
        <DotsMenu label={t('assets.folders.menu')} size={30}>
          <PermitItem leftSection={<IconPencil size={16} />} permit={change} onClick={() => setOpen('rename')}>
            {t('assets.folders.rename')}
          </PermitItem>
          <PermitItem
            leftSection={<IconTrash size={16} />}
            {...(change.allowed && { c: 'var(--studio-danger)' })}
            permit={change}
            onClick={() => setOpen('delete')}
          >
            {t('assets.folders.delete')}
          </PermitItem>
        </DotsMenu>
      )}
      <TextDialog
        opened={open === 'add'}
        onClose={close}
        title={t('assets.folders.new')}
        submit={t('shared.create')}
        label={t('assets.folders.name')}
        {...(path !== null && { hint: t('assets.folders.within', { path }) })}
        pointer="/category"
        deed={add}
      />
      <TextDialog
        key={path}
        opened={open === 'rename'}
        onClose={close}
        title={t('assets.folders.rename')}
        submit={t('shared.save')}
        label={t('assets.folders.path')}
        hint={t('assets.folders.pathHint')}
        initial={path ?? ''}
        pointer="/category"
        deed={rename}
      />
      <ConfirmDialog
        opened={open === 'delete'}
        onClose={close}
        title={t('assets.folders.deleteTitle', { name: path ?? '' })}
        text={t('assets.folders.deleteText')}
        label={t('assets.folders.delete')}
        deed={remove}
      />
    </Group>
  )
}
