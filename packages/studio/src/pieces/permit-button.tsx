import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { Ref } from 'react'
import type { Permit } from '../api/use-may.ts'

interface PermitButtonProps extends ButtonProps {
  readonly ref?: Ref<HTMLButtonElement>
  readonly permit: Permit
  readonly onClick: () => void
  readonly children: string
}

/** A button for what may not be open to the person: it can be reached all the same, and says why it does nothing. */
export function PermitButton({ permit, onClick, children, ...rest }: PermitButtonProps) {
  if (permit.allowed) {
    return (
      <Button onClick={onClick} {...rest}>
        {children}
      </Button>
    )
  }
  return (
    <Tooltip label={permit.why} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...rest}
        data-disabled
        aria-disabled
        aria-description={permit.why}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
