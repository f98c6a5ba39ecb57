import { Anchor, Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { beginSingleSignOn } from '../../session/single-sign-on.ts'
import { t } from '../../words/words.ts'

/** Sign-in at the provider of somebody's organization, which is found by their address. */
export function SingleSignOnPage() {
  const [email, setEmail] = useState('')
  const begin = useMutation({ mutationFn: () => beginSingleSignOn(email) })
  return (
    <FrontPage
      title={t('signIn.sso')}
      lead={t('signIn.ssoHint')}
      footer={
        <Anchor size="sm" renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>
          {t('signIn.withPassword')}
        </Anchor>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          begin.mutate()
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
          <ProblemAlert error={begin.error} />
          <Button type="submit" loading={begin.isPending}>
            {t('signIn.ssoSubmit')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
