import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { problemInWords } from '../api/problems.ts'
import { t } from '../words/words.ts'

const closeButtonProps = { 'aria-label': t('shared.close') }

/** How long a notice stays that somebody may want to answer, in milliseconds. */
const answerable = 10_000

/** Says that something has been done, and offers to take it back where `undo` can. */
export function notifyDone(message: string, undo?: () => void): void {
  const look = { color: 'key', withBorder: true, closeButtonProps }
  if (undo === undefined) {
    notifications.show({ ...look, message })
    return
  }
  const id = crypto.randomUUID()
  const takeBack = () => {
    notifications.hide(id)
    undo()
  }
  notifications.show({
    ...look,
    id,
    autoClose: answerable,
    message: (
      <Group gap="xs">
        <Text span size="sm">
          {message}
        </Text>
        <Button size="compact-sm" variant="default" onClick={takeBack}>
          {t('shared.undo')}
        </Button>
      </Group>
    ),
  })
}

/** Says why something has not. */
export function notifyProblem(error: unknown): void {
  notifications.show({
    message: problemInWords(error),
    color: 'red',
    withBorder: true,
    autoClose: answerable,
    closeButtonProps,
  })
}
