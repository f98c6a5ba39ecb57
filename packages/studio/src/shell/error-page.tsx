import { Button } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { FrontPage } from '../pieces/front-page.tsx'
import { ProblemAlert } from '../pieces/problem-alert.tsx'
import { t } from '../words/words.ts'

/** Shown where a place cannot be shown at all. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = async () => {
    reset()
    await router.invalidate()
  }
  return (
    <FrontPage title={t('shell.product')}>
      <ProblemAlert error={error} />
      <Button onClick={() => void again()}>{t('shared.tryAgain')}</Button>
    </FrontPage>
  )
}
