import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'

/** Asks for a link to a new password. What it says is the same whether or not anybody has the address. */
export function ForgotPasswordPage() {
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => api.passwordResets.request({ body: { email } }) })
  return (
    <FrontPage
      title={t('signIn.resetTitle')}
      lead={t('signIn.resetLead')}
      footer={
        <Anchor size="sm" renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>
          {t('signIn.backToSignIn')}
        </Anchor>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <ProblemAlert error={ask.error} />
          {ask.isSuccess && <Alert role="status">{t('signIn.resetSent')}</Alert>}
          <Button type="submit" loading={ask.isPending}>
            {t('signIn.resetSubmit')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
