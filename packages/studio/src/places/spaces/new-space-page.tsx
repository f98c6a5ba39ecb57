import { Page } from '../../pieces/page.tsx'
import { t } from '../../words/words.ts'
import { SpaceForm } from './space-form.tsx'

/** Another space for who is in some already. */
export function NewSpacePage() {
  return (
    <Page title={t('shell.newSpace')} lead={t('shell.newSpaceLead')}>
      <SpaceForm />
    </Page>
  )
}
