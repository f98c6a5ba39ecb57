import { Text, Tooltip } from '@mantine/core'
import { exactly, fromNow } from './moments.ts'
import { useNow } from './use-now.ts'

interface MomentProps {
  readonly time: string
  /** As the words around it. */
  readonly size?: 'xs' | 'sm'
  readonly tone?: 'warning' | 'danger' | undefined
}

/** How far away a moment is; the exact time on hover and for the keyboard. */
export function Moment({ time, size = 'sm', tone }: MomentProps) {
  const now = useNow()
  return (
    <Tooltip label={exactly(time)} events={{ hover: true, focus: true, touch: true }}>
      <Text
        component="time"
        dateTime={time}
        size={size}
        c={tone === undefined ? undefined : `var(--studio-${tone})`}
        fw={tone === undefined ? undefined : 600}
      >
        {fromNow(time, now)}
      </Text>
    </Tooltip>
  )
}
