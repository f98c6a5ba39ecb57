import { Group, Input, Stack, Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './group-frame.module.css'

interface GroupFrameProps {
  readonly label: string
  readonly required?: boolean
  readonly error?: string | undefined
  readonly locked: string | null
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** Inputs that belong together: a group with a name, so that what stands in it is told apart from what stands beside it. */
export function GroupFrame({ label, required = false, error, locked, actions, children }: GroupFrameProps) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className={classes['frame']} data-error={error !== undefined || undefined}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Text id={id} size="sm" fw={600}>
            {label}
            {required && <span aria-hidden> *</span>}
          </Text>
          {actions !== undefined && (
            <Group gap={2} wrap="nowrap">
              {actions}
            </Group>
          )}
        </Group>
        {children}
        {locked !== null && (
          <Text size="xs" c="dimmed">
            {locked}
          </Text>
        )}
        {error !== undefined && <Input.Error>{error}</Input.Error>}
      </Stack>
    </div>
  )
}
