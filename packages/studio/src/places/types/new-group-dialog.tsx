import { api } from '../../api/client.ts'
import { typeGroupsQuery } from '../../api/queries.ts'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface NewGroupDialogProps {
  readonly space: string
  /** The id of the group that it stands in; null for none. */
  readonly parent: string | null
  readonly opened: boolean
  readonly onClose: () => void
}

/** Makes a group of content types, behind those that are there. */
export function NewGroupDialog({ space, parent, opened, onClose }: NewGroupDialogProps) {
  const create = useDeed({
    run: (name: string) =>
      api.typeGroups.create({ space }, { body: { name, parent }, idempotencyKey: crypto.randomUUID() }),
    done: ({ name }) => t('types.group.created', { name }),
    stale: [typeGroupsQuery(space).queryKey],
  })
  return (
    <TextDialog
      opened={opened}
      onClose={onClose}
      title={t('types.group.new')}
      submit={t('shared.create')}
      label={t('types.group.name')}
      text={t('types.group.newText')}
      pointer="/name"
      deed={create}
    />
  )
}
