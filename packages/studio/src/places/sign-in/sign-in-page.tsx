import { Anchor } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { FrontPage } from '../../pieces/front-page.tsx'
import type { SecondStep as Step } from '../../session/sign-in-steps.ts'
import { t } from '../../words/words.ts'
import { PasswordStep } from './password-step.tsx'
import { SecondStep } from './second-step.tsx'

/** Sign-in by password or passkey, with a second factor where the account has one. */
export function SignInPage() {
  const { to } = useSearch({ from: '/studio/sign-in' })
  const [step, setStep] = useState<Step | null>(null)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const enter = async () => {
    queries.clear()
    await navigate({ href: to ?? '/studio', replace: true })
  }
  if (step !== null) {
    return (
      <FrontPage title={t('signIn.secondTitle')}>
        <SecondStep step={step} onDone={() => void enter()} onStartOver={() => setStep(null)} />
      </FrontPage>
    )
  }
  const footer = (
    <>
      <Anchor size="sm" renderRoot={(props) => <Link to="/studio/forgot-password" {...props} />}>
        {t('signIn.forgot')}
      </Anchor>
      <Anchor size="sm" renderRoot={(props) => <Link to="/studio/single-sign-on" {...props} />}>
        {t('signIn.sso')}
      </Anchor>
      <Anchor size="sm" renderRoot={(props) => <Link to="/studio/set-up" {...props} />}>
        {t('signIn.newInstallation')} {t('signIn.setUp')}
      </Anchor>
    </>
  )
  return (
    <FrontPage title={t('signIn.title')} lead={t('signIn.lead')} footer={footer}>
      <PasswordStep
        onDone={(second) => {
          if (second === null) void enter()
          else setStep(second)
        }}
      />
    </FrontPage>
  )
}
