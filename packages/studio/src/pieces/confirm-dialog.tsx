import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../words/words.ts'
import { Dialog } from './dialog.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import type { Deed } from './use-deed.ts'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly title: string
  /** What will be the case afterwards. */
  readonly text: string
  /** What else is worth knowing before. */
  readonly children?: ReactNode
  /** Of the button that does it. */
  readonly label: string
  readonly deed: Deed<void>
  readonly onClose: () => void
}

/** Asks before something is done that is not simply undone, and says what it will do. */
export function ConfirmDialog({ opened, title, text, children, label, deed, onClose }: ConfirmDialogProps) {
  const close = () => {
    // What is under way still says how it went.
    if (!deed.isPending) deed.reset()
    onClose()
  }
  return (
    <Dialog opened={opened} onClose={close} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        <ProblemAlert error={deed.error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={close}>
            {t('shared.cancel')}
          </Button>
          <Button color="red" loading={deed.isPending} onClick={() => deed.mutate(undefined, { onSuccess: onClose })}>
            {label}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
