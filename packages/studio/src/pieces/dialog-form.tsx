import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../words/words.ts'
import { Dialog } from './dialog.tsx'
import { ProblemAlert } from './problem-alert.tsx'

interface DialogFormProps {
  readonly opened: boolean
  readonly title: string
  readonly submit: string
  /** It ends something, and looks like it. */
  readonly ends?: boolean
  readonly disabled?: boolean
  readonly saving: boolean
  readonly error: unknown
  /** Pointers of the fields that say what is wrong with them themselves. */
  readonly except?: readonly string[]
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A few fields in a dialog. What was typed stays until it is saved or the dialog is closed. */
export function DialogForm(props: DialogFormProps) {
  const {
    opened,
    title,
    submit,
    ends = false,
    disabled = false,
    saving,
    error,
    except = [],
    onSubmit,
    onClose,
    children,
  } = props
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        <Stack>
          {children}
          <ProblemAlert error={error} except={except} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shared.cancel')}
            </Button>
            <Button type="submit" loading={saving} disabled={disabled} {...(ends && { color: 'red' })}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
