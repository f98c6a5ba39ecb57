import { Anchor, Button, Divider, Stack, Text, TextInput } from '@mantine/core'
import IconFingerprint from '@tabler/icons-react/icons/IconFingerprint'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { finishWithCode, finishWithPasskey, type SecondStep as Step } from '../../session/sign-in-steps.ts'
import { t } from '../../words/words.ts'

interface SecondStepProps {
  readonly step: Step
  readonly onDone: () => void
  readonly onStartOver: () => void
}

/** The second step of a sign-in: a code of the app, a recovery code, or a passkey. */
export function SecondStep({ step, onDone, onStartOver }: SecondStepProps) {
  const [code, setCode] = useState('')
  const withCode = useMutation({ mutationFn: () => finishWithCode(step, code.trim()), onSuccess: onDone })
  const withPasskey = useMutation({
    mutationFn: () => finishWithPasskey(step),
    onSuccess: (used) => {
      if (used) onDone()
    },
  })
  const hasApp = step.factors.includes('totp')
  return (
    <Stack>
      <Text>{t('signIn.secondLead')}</Text>
      {step.passkey !== null && (
        <>
          <Button
            leftSection={<IconFingerprint size={18} />}
            loading={withPasskey.isPending}
            onClick={() => withPasskey.mutate()}
            data-autofocus
          >
            {t('signIn.usePasskey')}
          </Button>
          {withPasskey.data === false && (
            <Text size="sm" role="status">
              {t('signIn.passkeyFailed')}
            </Text>
          )}
          <Divider label={t('signIn.or')} />
        </>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          withCode.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('signIn.code')}
            description={hasApp ? t('signIn.codeHint') : t('signIn.recoveryHint')}
            name="code"
            autoComplete="one-time-code"
            inputMode={hasApp ? 'numeric' : 'text'}
            required
            withAsterisk={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            data-autofocus={step.passkey === null || undefined}
          />
          <ProblemAlert error={withCode.error ?? withPasskey.error} />
          <Button type="submit" variant={step.passkey === null ? 'filled' : 'default'} loading={withCode.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
      <Anchor component="button" type="button" size="sm" onClick={onStartOver}>
        {t('signIn.startOver')}
      </Anchor>
    </Stack>
  )
}
