import { Select } from '@mantine/core'
import { useState } from 'react'
import type { ContentType, TypeGroup } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { typesQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { PlacedGroup } from './groups-in-order.ts'

interface RegroupDialogProps {
  readonly space: string
  readonly type: ContentType
  readonly groups: readonly PlacedGroup<TypeGroup>[]
  readonly opened: boolean
  readonly onClose: () => void
}

/** Stands for no group, which the API names null. */
const none = ''

/** Puts a content type into another group, or into none. */
export function RegroupDialog({ space, type, groups, opened, onClose }: RegroupDialogProps) {
  const [chosen, choose] = useState<string | null>(null)
  const value = chosen ?? type.group ?? none
  const close = () => {
    choose(null)
    save.reset()
    onClose()
  }
  const params = { space, type: type.slug }
  const save = useDeed({
    run: () =>
      api.contentTypes.update(params, { body: { group: value === none ? null : value }, ifMatch: type.version }),
    done: t('types.group.moved', { name: type.name }),
    undo: () => api.contentTypes.update(params, { body: { group: type.group } }),
    stale: [typesQuery(space).queryKey],
    onDone: close,
  })
  return (
    <DialogForm
      opened={opened}
      title={t('types.group.moveTitle', { name: type.name })}
      submit={t('types.group.move')}
      saving={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={close}
    >
      <Select
        label={t('types.group.label')}
        data={[
          { value: none, label: t('types.group.none') },
          ...groups.map(({ group, path }) => ({ value: group.id, label: path.join(' / ') })),
        ]}
        value={value}
        allowDeselect={false}
        onChange={choose}
      />
    </DialogForm>
  )
}
