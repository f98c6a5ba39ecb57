import { Alert, Anchor, Button, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { takeFragment } from '../../pieces/take-fragment.ts'
import { t } from '../../words/words.ts'

/** Sets a new password by the link of a letter. */
export function ResetPasswordPage() {
  const [secret] = useState(takeFragment)
  const [password, setPassword] = useState('')
  const set = useMutation({ mutationFn: () => api.passwordResets.complete({ body: { secret, password } }) })
  const toSignIn = (
    <Anchor renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>{t('links.toSignIn')}</Anchor>
  )
  if (secret === '' || set.isSuccess) {
    return (
      <FrontPage title={t('links.reset.title')}>
        <Alert role="status">{set.isSuccess ? t('links.reset.done') : t('links.noSecret')}</Alert>
        {toSignIn}
      </FrontPage>
    )
  }
  return (
    <FrontPage title={t('links.reset.title')} lead={t('links.reset.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate()
        }}
      >
        <Stack>
          <PasswordInput
            label={t('links.reset.password')}
            description={t('signIn.setup.passwordHint')}
            autoComplete="new-password"
            minLength={10}
            required
            withAsterisk={false}
            value={password}
            error={issueAt(set.error, '/password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemAlert error={set.error} except={['/password']} />
          <Button type="submit" loading={set.isPending}>
            {t('links.reset.submit')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
