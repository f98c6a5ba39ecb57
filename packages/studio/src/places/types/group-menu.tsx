import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown'
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp'
import IconFolderPlus from '@tabler/icons-react/icons/IconFolderPlus'
import IconPencil from '@tabler/icons-react/icons/IconPencil'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useState } from 'react'
import type { TypeGroup } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { typeGroupsQuery, typesQuery } from '../../api/queries.ts'
import { permitted, useMay } from '../../api/use-may.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitItem } from '../../pieces/permit-item.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { PlacedGroup } from './groups-in-order.ts'
import { NewGroupDialog } from './new-group-dialog.tsx'

interface GroupMenuProps {
  readonly space: string
  readonly placed: PlacedGroup<TypeGroup>
}

/** What can be done to a group of content types. */
export function GroupMenu({ space, placed: { group, place, lastPlace } }: GroupMenuProps) {
  const [open, setOpen] = useState<'rename' | 'add' | 'delete' | null>(null)
  const { id, name, version } = group
  const resource = `schema:${id}`
  const may = useMay(space, {
    create: { action: 'schema.create' },
    update: { action: 'schema.update', resource },
    delete: { action: 'schema.delete', resource },
  })
  const params = { space, group: id }
  const stale = [typeGroupsQuery(space).queryKey, typesQuery(space).queryKey]
  const rename = useDeed({
    run: (next: string) => api.typeGroups.update(params, { body: { name: next }, ifMatch: version }),
    done: t('types.group.renamed'),
    stale,
  })
  const move = useDeed({
    run: (to: number) => api.typeGroups.update(params, { body: { place: to }, ifMatch: version }),
    stale,
  })
  const remove = useDeed({
    run: () => api.typeGroups.delete(params),
    done: t('types.group.deleted', { name }),
    stale,
  })
  const close = () => setOpen(null)
  const moveTo = (to: number) => move.mutate(to, { onError: notifyProblem })
  return (
    <>
      <DotsMenu label={t('types.group.menu', { name })}>
        <PermitItem leftSection={<IconPencil size={16} />} permit={may('update')} onClick={() => setOpen('rename')}>
          {t('types.group.rename')}
        </PermitItem>
        {place > 0 && (
          <PermitItem leftSection={<IconArrowUp size={16} />} permit={may('update')} onClick={() => moveTo(place - 1)}>
            {t('types.group.up')}
          </PermitItem>
        )}
        {place < lastPlace && (
          <PermitItem
            leftSection={<IconArrowDown size={16} />}
            permit={may('update')}
            onClick={() => moveTo(place + 1)}
          >
            {t('types.group.down')}
          </PermitItem>
        )}
        <PermitItem leftSection={<IconFolderPlus size={16} />} permit={may('create')} onClick={() => setOpen('add')}>
          {t('types.group.newWithin')}
        </PermitItem>
        <PermitItem
          leftSection={<IconTrash size={16} />}
          {...(may('delete') === permitted && { c: 'var(--studio-danger)' })}
          permit={may('delete')}
          onClick={() => setOpen('delete')}
        >
          {t('types.group.delete')}
        </PermitItem>
      </DotsMenu>
      <TextDialog
        opened={open === 'rename'}
        onClose={close}
        title={t('types.group.renameTitle', { name })}
        submit={t('shared.save')}
        label={t('types.group.name')}
        initial={name}
        pointer="/name"
        deed={rename}
      />
      <NewGroupDialog space={space} parent={id} opened={open === 'add'} onClose={close} />
      <ConfirmDialog
        opened={open === 'delete'}
        onClose={close}
        title={t('types.group.deleteTitle', { name })}
        text={t('types.group.deleteText')}
        label={t('types.group.delete')}
        deed={remove}
      />
    </>
  )
}
