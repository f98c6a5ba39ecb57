import { Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import IconFingerprint from '@tabler/icons-react/icons/IconFingerprint'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { knowsPasskeys } from '../../session/passkey.ts'
import { type SecondStep, signInWithPasskey, signInWithPassword } from '../../session/sign-in-steps.ts'
import { t } from '../../words/words.ts'

interface PasswordStepProps {
  /** Given where it is known who has to sign in. */
  readonly email?: string
  readonly onDone: (second: SecondStep | null) => void
}

/** The first step of a sign-in: address and password, or a passkey alone. */
export function PasswordStep({ email: known, onDone }: PasswordStepProps) {
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({ mutationFn: () => signInWithPassword(email, password), onSuccess: onDone })
  const withPasskey = useMutation({
    mutationFn: signInWithPasskey,
    onSuccess: (used) => {
      if (used) onDone(null)
    },
  })
  const error = signIn.error ?? withPasskey.error
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          withPasskey.reset()
          signIn.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            readOnly={known !== undefined}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus={known === undefined || undefined}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus={known !== undefined || undefined}
          />
          <ProblemAlert error={error} />
          {withPasskey.data === false && (
            <Text size="sm" role="status">
              {t('signIn.passkeyFailed')}
            </Text>
          )}
          <Button type="submit" loading={signIn.isPending} fullWidth>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
      {knowsPasskeys && known === undefined && (
        <>
          <Divider label={t('signIn.or')} />
          <Button
            variant="default"
            fullWidth
            leftSection={<IconFingerprint size={18} />}
            loading={withPasskey.isPending}
            onClick={() => {
              signIn.reset()
              withPasskey.mutate()
            }}
          >
            {t('signIn.passkey')}
          </Button>
        </>
      )}
    </Stack>
  )
}
