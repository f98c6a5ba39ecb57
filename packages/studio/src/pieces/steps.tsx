import { Group, Text, UnstyledButton } from '@mantine/core'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import classes from './steps.module.css'

interface StepsProps {
  readonly label: string
  readonly steps: readonly { readonly name: string; readonly label: string }[]
  readonly current: string
  /** Steps from here on cannot be entered yet. */
  readonly lockedFrom: number
  readonly onGo: (name: string) => void
}

/** Where somebody is in a few steps, and the way to another one. */
export function Steps({ label, steps, current, lockedFrom, onGo }: StepsProps) {
  const at = steps.findIndex(({ name }) => name === current)
  return (
    <nav aria-label={label}>
      <ol className={classes['steps']}>
        {steps.map((step, index) => (
          <li key={step.name} className={classes['step']}>
            <UnstyledButton
              className={classes['button'] ?? ''}
              aria-current={index === at ? 'step' : undefined}
              data-done={index < at || undefined}
              disabled={index >= lockedFrom}
              onClick={() => onGo(step.name)}
            >
              <Group gap="xs" wrap="nowrap">
                <span className={classes['number']}>
                  {index < at ? <IconCheck size={14} aria-hidden /> : index + 1}
                </span>
                <Text size="sm" fw={index === at ? 650 : 500} className={classes['label'] ?? ''}>
                  {step.label}
                </Text>
              </Group>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </nav>
  )
}
