import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { takeFragment } from '../../pieces/take-fragment.ts'
import { t } from '../../words/words.ts'

/** The first start: whoever has read the server's set-up secret becomes the owner. The server prints a link that holds it. */
export function SetUpPage() {
  const [form, setForm] = useState(() => ({ setup_secret: takeFragment(), name: '', email: '', password: '' }))
  const navigate = useNavigate()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () => api.setup.createOwner({ body: { ...form, cookie: true } }),
    onSuccess: async () => {
      queries.clear()
      await navigate({ to: '/studio', replace: true })
    },
  })
  const field = (name: keyof typeof form) => ({
    value: form[name],
    required: true,
    withAsterisk: false,
    error: issueAt(create.error, `/${name}`),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  })
  return (
    <FrontPage
      title={t('signIn.setup.title')}
      lead={t('signIn.setup.lead')}
      footer={
        <Anchor size="sm" renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>
          {t('signIn.setup.already')} {t('signIn.title')}
        </Anchor>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('signIn.setup.secret')}
            description={t('signIn.setup.secretHint')}
            autoComplete="off"
            spellCheck={false}
            {...field('setup_secret')}
          />
          <TextInput label={t('signIn.setup.name')} autoComplete="name" {...field('name')} />
          <TextInput label={t('signIn.setup.email')} type="email" autoComplete="username" {...field('email')} />
          <PasswordInput
            label={t('signIn.setup.password')}
            description={t('signIn.setup.passwordHint')}
            autoComplete="new-password"
            minLength={10}
            {...field('password')}
          />
          <ProblemAlert error={create.error} except={['/setup_secret', '/name', '/email', '/password']} />
          <Button type="submit" loading={create.isPending}>
            {t('signIn.setup.submit')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
