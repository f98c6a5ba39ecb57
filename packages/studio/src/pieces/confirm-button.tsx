import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { t } from '../words/words.ts'
import { ProblemAlert } from './problem-alert.tsx'
import type { Deed } from './use-deed.ts'

interface ConfirmButtonProps extends ButtonProps {
  readonly label: string
  /** Where several buttons of one label stand on a page: which one this is. */
  readonly name?: string
  readonly title: string
  /** What will be the case afterwards. */
  readonly text: string
  readonly deed: Deed<void>
}

/** Asks before something is done that cannot be undone, and says what it will do. */
export function ConfirmButton({ label, name, title, text, deed, ...rest }: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button
        variant="default"
        c="var(--studio-danger)"
        aria-label={name}
        onClick={() => {
          deed.reset()
          open()
        }}
        {...rest}
      >
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={title}>
        <Stack>
          <Text size="sm">{text}</Text>
          <ProblemAlert error={deed.error} />
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              {t('shared.cancel')}
            </Button>
            <Button color="red" loading={deed.isPending} onClick={() => deed.mutate(undefined, { onSuccess: close })}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
