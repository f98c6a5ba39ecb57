import { Page } from '../../pieces/page.tsx'
import { t } from '../../words/words.ts'
import { OwnInvitations } from '../members/own-invitations.tsx'
import { SpaceForm } from './space-form.tsx'

/** What somebody sees who is in no space yet. */
export function FirstSpacePage() {
  return (
    <Page title={t('shell.welcome.title')} lead={t('shell.welcome.text')}>
      <OwnInvitations />
      <SpaceForm />
    </Page>
  )
}
