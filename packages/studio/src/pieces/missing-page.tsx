import { t } from '../words/words.ts'
import { Page, type PageProps } from './page.tsx'
import { ProblemAlert } from './problem-alert.tsx'

interface MissingPageProps extends Pick<PageProps, 'back'> {
  /** Why it could not be read; null where it was not found. */
  readonly error: unknown
}

/** Stands where a thing would: it was deleted, or is not the person’s to see. */
export function MissingPage({ error, back }: MissingPageProps) {
  return (
    <Page title={t('shared.problem.notFound')} lead={t('shared.problem.notFoundHint')} {...(back && { back })}>
      <ProblemAlert error={error} />
    </Page>
  )
}
