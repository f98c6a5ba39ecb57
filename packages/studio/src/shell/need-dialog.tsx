import { Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import IconFingerprint from '@tabler/icons-react/icons/IconFingerprint'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { api } from '../api/client.ts'
import { factorsQuery, sessionQuery } from '../api/queries.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { ProblemAlert } from '../pieces/problem-alert.tsx'
import { PasswordStep } from '../places/sign-in/password-step.tsx'
import { SecondStep } from '../places/sign-in/second-step.tsx'
import { needs } from '../session/attempt.ts'
import { askForPasskey } from '../session/passkey.ts'
import type { SecondStep as Step } from '../session/sign-in-steps.ts'
import { t } from '../words/words.ts'

/** Asks, over whatever is open, for what a deed takes: nothing that was typed is lost. */
export function NeedDialog() {
  const need = useSyncExternalStore(needs.subscribe, needs.current)
  return (
    <Dialog
      opened={need !== null}
      onClose={() => needs.settle(false)}
      title={need === 'proof' ? t('shared.proof.title') : t('shared.again.title')}
    >
      {need === 'proof' && <Proof />}
      {need === 'sign-in' && <SignInAgain />}
    </Dialog>
  )
}

function Proof() {
  const factors = useQuery(factorsQuery).data
  const [text, setText] = useState('')
  const byCode = factors !== undefined && (factors.totp !== null || factors.passkeys.length > 0)
  const confirm = useMutation({
    mutationFn: () => api.session.confirm({ body: byCode ? { code: text.trim() } : { password: text } }),
    onSuccess: () => needs.settle(true),
  })
  const withPasskey = useMutation({
    mutationFn: async () => {
      const { challenge, passkey } = await api.session.passkeyOptions()
      const answer = await askForPasskey(passkey)
      if (answer === null) return false
      await api.session.confirm({ body: { challenge, passkey: answer } })
      return true
    },
    onSuccess: (used) => {
      if (used) needs.settle(true)
    },
  })
  const field = {
    value: text,
    required: true,
    withAsterisk: false,
    'data-autofocus': true,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setText(event.currentTarget.value),
  }
  if (factors === undefined) return <Text role="status">{t('shared.loading')}</Text>
  return (
    <Stack>
      <Text size="sm">{t('shared.proof.why')}</Text>
      {factors.passkeys.length > 0 && (
        <>
          <Button
            variant="default"
            leftSection={<IconFingerprint size={18} />}
            loading={withPasskey.isPending}
            onClick={() => withPasskey.mutate()}
          >
            {t('shared.proof.passkey')}
          </Button>
          <Divider label={t('signIn.or')} />
        </>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          confirm.mutate()
        }}
      >
        <Stack>
          {byCode ? (
            <TextInput label={t('shared.proof.code')} autoComplete="one-time-code" {...field} />
          ) : (
            <PasswordInput label={t('shared.proof.password')} autoComplete="current-password" {...field} />
          )}
          <ProblemAlert error={confirm.error ?? withPasskey.error} />
          <Button type="submit" loading={confirm.isPending}>
            {t('shared.proof.confirm')}
          </Button>
        </Stack>
      </form>
    </Stack>
  )
}

function SignInAgain() {
  const queries = useQueryClient()
  const email = queries.getQueryData(sessionQuery.queryKey)?.account.email
  const [step, setStep] = useState<Step | null>(null)
  const done = () => {
    needs.settle(true)
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <Stack>
      <Text size="sm">{t('shared.again.why')}</Text>
      {step === null ? (
        <PasswordStep
          {...(email !== undefined && { email })}
          onDone={(second) => {
            if (second === null) done()
            else setStep(second)
          }}
        />
      ) : (
        <SecondStep step={step} onDone={done} onStartOver={() => setStep(null)} />
      )}
    </Stack>
  )
}
