import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { sessionQuery } from '../../api/queries.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { CloseAccount } from './close-account.tsx'
import { EmailForm } from './email-form.tsx'
import { OwnInvitations } from '../members/own-invitations.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'

/** A person's own name, address and password, and the way out. */
export function ProfilePage() {
  return (
    <Page title={t('account.title')} lead={t('account.lead')}>
      <Stack maw={560}>
        <OwnInvitations />
        <NameForm />
        <EmailForm />
        <PasswordForm />
        <CloseAccount />
      </Stack>
    </Page>
  )
}

function NameForm() {
  const account = useQuery(sessionQuery).data?.account
  const [typed, setTyped] = useState<string | null>(null)
  const name = typed ?? account?.name ?? ''
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: () => attempt(() => api.account.update({ body: { name } })),
    onSuccess: async () => {
      notifyDone(t('account.saved'))
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  return (
    <Section title={t('shell.profile')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <TextInput
            w="100%"
            label={t('account.name')}
            autoComplete="name"
            required
            withAsterisk={false}
            value={name}
            error={issueAt(save.error, '/name')}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ProblemAlert error={save.error} except={['/name']} />
          <Button type="submit" loading={save.isPending} disabled={typed === null || typed === account?.name}>
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}

function PasswordForm() {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const save = useMutation({
    mutationFn: () => attempt(() => api.account.update({ body: { password, current_password: current } })),
    onSuccess: () => {
      notifyDone(t('account.passwordSet'))
      setCurrent('')
      setPassword('')
    },
  })
  return (
    <Section title={t('account.passwordTitle')} lead={t('account.passwordLead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <PasswordInput
            w="100%"
            label={t('account.currentPassword')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            w="100%"
            label={t('account.newPassword')}
            description={t('signIn.setup.passwordHint')}
            autoComplete="new-password"
            minLength={10}
            required
            withAsterisk={false}
            value={password}
            error={issueAt(save.error, '/password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemAlert error={save.error} except={['/password']} />
          <Button type="submit" loading={save.isPending}>
            {t('account.setPassword')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
