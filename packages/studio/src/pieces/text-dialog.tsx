import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { issueAt } from '../api/problems.ts'
import { DialogForm } from './dialog-form.tsx'
import type { Deed } from './use-deed.ts'

interface TextDialogProps {
  readonly opened: boolean
  readonly title: string
  readonly submit: string
  readonly label: string
  readonly hint?: string
  /** What will follow from it. */
  readonly text?: string
  readonly initial?: string
  /** Where the body holds the text: `/slug`. */
  readonly pointer: string
  readonly deed: Deed<string>
  readonly onClose: () => void
}

/** Asks for one name in a dialog. */
export function TextDialog(props: TextDialogProps) {
  const { opened, title, submit, label, hint, text, initial = '', pointer, deed, onClose } = props
  const [value, setValue] = useState(initial)
  const close = () => {
    setValue(initial)
    deed.reset()
    onClose()
  }
  return (
    <DialogForm
      opened={opened}
      onClose={close}
      title={title}
      submit={submit}
      saving={deed.isPending}
      error={deed.error}
      except={[pointer]}
      onSubmit={() => deed.mutate(value.trim(), { onSuccess: close })}
    >
      {text !== undefined && <Text size="sm">{text}</Text>}
      <TextInput
        label={label}
        description={hint}
        required
        withAsterisk={false}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={value}
        error={issueAt(deed.error, pointer)}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </DialogForm>
  )
}
