import { Button, type ButtonProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ConfirmDialog } from './confirm-dialog.tsx'
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

/** A button that asks before it does anything. */
export function ConfirmButton({ label, name, title, text, deed, ...rest }: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" c="var(--studio-danger)" aria-label={name} onClick={open} {...rest}>
        {label}
      </Button>
      <ConfirmDialog opened={opened} title={title} text={text} label={label} deed={deed} onClose={close} />
    </>
  )
}
