import { Center, Loader } from '@mantine/core'
import { t } from '../words/words.ts'

/** What is shown while a place is still on its way. */
export function WaitingPage() {
  return (
    <Center component="main" mih="60dvh">
      <Loader type="dots" aria-label={t('shared.loading')} role="status" />
    </Center>
  )
}
