import { notifications } from '@mantine/notifications'
import { problemInWords } from '../api/problems.ts'
import { t } from '../words/words.ts'

const closeButtonProps = { 'aria-label': t('shared.close') }

/** Says that something has been done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'key', withBorder: true, closeButtonProps })
}

/** Says why something has not. */
export function notifyProblem(error: unknown): void {
  notifications.show({
    message: problemInWords(error),
    color: 'red',
    withBorder: true,
    autoClose: 10_000,
    closeButtonProps,
  })
}
