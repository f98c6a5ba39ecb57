import { Group, Paper, Stack } from '@mantine/core'
import { Children, type ReactNode } from 'react'

interface RowCardProps {
  readonly children: ReactNode
  /** On the right; below on a phone. */
  readonly actions?: ReactNode
}

/** One thing of a list, with what can be done to it. */
export function RowCard({ children, actions }: RowCardProps) {
  return (
    <Paper component="li" p="md" style={{ listStyle: 'none' }}>
      <Group justify="space-between" gap="sm">
        <Stack gap={4} miw={0} flex="1 1 16rem">
          {children}
        </Stack>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
    </Paper>
  )
}

interface RowCardsProps {
  readonly label: string
  readonly children: ReactNode
}

/** The list around them; nothing where there is none. */
export function RowCards({ label, children }: RowCardsProps) {
  if (Children.count(children) === 0) return null
  return (
    <Stack gap="sm" component="ul" p={0} m={0} aria-label={label}>
      {children}
    </Stack>
  )
}
