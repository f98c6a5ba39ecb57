import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { takeFragment } from '../../pieces/take-fragment.ts'
import { t } from '../../words/words.ts'

/** Takes an invitation by its link: the account is made with it. Who has one already signs in, and accepts there. */
export function AcceptInvitationPage() {
  const [secret] = useState(takeFragment)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const invitation = useQuery({
    queryKey: ['invitation'],
    queryFn: () => api.invitationLinks.look({ body: { secret } }),
    enabled: secret !== '',
    retry: false,
    gcTime: 0,
  })
  const accept = useMutation({ mutationFn: () => api.invitationLinks.accept({ body: { secret, name, password } }) })
  const { space, organization, email = '' } = invitation.data ?? {}
  const what = space?.name ?? organization?.name ?? ''
  const toSignIn = (
    <Anchor renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>{t('links.toSignIn')}</Anchor>
  )
  if (secret === '' || accept.isSuccess) {
    return (
      <FrontPage title={t('links.invitation.title')}>
        <Alert role="status">{t(accept.isSuccess ? 'links.invitation.done' : 'links.noSecret')}</Alert>
        {toSignIn}
      </FrontPage>
    )
  }
  return (
    <FrontPage
      title={t('links.invitation.title')}
      {...(what !== '' && { lead: t('links.invitation.lead', { what, email }) })}
      footer={
        <>
          <Text size="sm" c="dimmed">
            {t('links.invitation.already')}
          </Text>
          {toSignIn}
        </>
      }
    >
      <ProblemAlert error={invitation.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          accept.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('signIn.setup.name')}
            autoComplete="name"
            required
            withAsterisk={false}
            value={name}
            error={issueAt(accept.error, '/name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.setup.password')}
            description={t('signIn.setup.passwordHint')}
            autoComplete="new-password"
            minLength={10}
            required
            withAsterisk={false}
            value={password}
            error={issueAt(accept.error, '/password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemAlert error={accept.error} except={['/name', '/password']} />
          <Button type="submit" loading={accept.isPending}>
            {t('links.invitation.submit')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
