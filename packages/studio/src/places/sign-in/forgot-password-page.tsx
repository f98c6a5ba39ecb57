import { api } from '../../api/client.ts'
import { t } from '../../words/words.ts'
import { AddressPage } from './address-page.tsx'

/** Asks for a link to a new password. What it says is the same whether or not anybody has the address. */
export function ForgotPasswordPage() {
  const words = {
    title: t('signIn.resetTitle'),
    lead: t('signIn.resetLead'),
    back: t('signIn.backToSignIn'),
    submit: t('signIn.resetSubmit'),
    sent: t('signIn.resetSent'),
  }
  return <AddressPage words={words} send={(email) => api.passwordResets.request({ body: { email } })} />
}
