import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FrontPage } from '../../pieces/front-page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { t } from '../../words/words.ts'

interface Words {
  readonly title: string
  readonly lead: string
  /** The way back to the password. */
  readonly back: string
  readonly submit: string
  /** Said when it was sent; absent where another page follows. */
  readonly sent?: string
}

/** Asks for somebody's address, and sends it on. */
export function AddressPage({
  words,
  send,
}: {
  readonly words: Words
  readonly send: (email: string) => Promise<unknown>
}) {
  const [email, setEmail] = useState('')
  const sending = useMutation({ mutationFn: () => send(email) })
  return (
    <FrontPage
      title={words.title}
      lead={words.lead}
      footer={
        <Anchor size="sm" renderRoot={(props) => <Link to="/studio/sign-in" {...props} />}>
          {words.back}
        </Anchor>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
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
          <ProblemAlert error={sending.error} />
          {sending.isSuccess && words.sent !== undefined && <Alert role="status">{words.sent}</Alert>}
          <Button type="submit" loading={sending.isPending}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
