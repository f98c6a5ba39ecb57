import { Button, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Space } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { spacesQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

/** Deletes a space, once its name in addresses was written. */
export function DeleteSpace({ space }: { readonly space: Space }) {
  const [opened, { open, close }] = useDisclosure(false)
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const remove = useDeed({
    run: () => api.spaces.delete({ space: space.slug }),
    done: t('settings.general.deleted'),
    stale: [spacesQuery.queryKey],
    onDone: () => {
      close()
      void navigate({ to: '/studio' })
    },
  })
  const isNamed = typed.trim() === space.slug
  return (
    <>
      <Button variant="default" c="var(--studio-danger)" w="fit-content" onClick={open}>
        {t('settings.general.delete')}
      </Button>
      <DialogForm
        opened={opened}
        onClose={close}
        title={t('settings.general.deleteTitle', { name: space.name })}
        submit={t('settings.general.delete')}
        ends
        disabled={!isNamed}
        saving={remove.isPending}
        error={remove.error}
        onSubmit={() => remove.mutate()}
      >
        <Text size="sm">{t('settings.general.deleteText')}</Text>
        <TextInput
          label={t('settings.general.deleteName', { slug: space.slug })}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </DialogForm>
    </>
  )
}
