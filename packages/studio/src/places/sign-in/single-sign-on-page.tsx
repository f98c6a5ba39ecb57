import { beginSingleSignOn } from '../../session/single-sign-on.ts'
import { t } from '../../words/words.ts'
import { AddressPage } from './address-page.tsx'

/** Sign-in at the provider of somebody's organization, which is found by their address. */
export function SingleSignOnPage() {
  const words = {
    title: t('signIn.sso'),
    lead: t('signIn.ssoHint'),
    back: t('signIn.withPassword'),
    submit: t('signIn.ssoSubmit'),
  }
  return <AddressPage words={words} send={beginSingleSignOn} />
}
