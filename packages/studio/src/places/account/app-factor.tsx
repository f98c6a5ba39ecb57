import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { factorsQuery } from '../../api/queries.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { dayOf } from '../../pieces/moments.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { FactorProps } from './factor-props.ts'
import { QrCode } from './qr-code.tsx'

const stale = [factorsQuery.queryKey]

/** A one-time password app: scanned or typed in, and used once its first code was right. */
export function AppFactor({ factors: { totp }, onCodes }: FactorProps) {
  const begin = useDeed({ run: () => api.accountFactors.beginTotp(), stale: [] })
  const remove = useDeed({
    run: () => api.accountFactors.removeTotp(),
    done: t('security.app.removed'),
    stale,
  })
  if (begin.data !== undefined && totp === null) {
    return (
      <Section title={t('security.app.title')} lead={t('security.app.scan')}>
        <Confirm secret={begin.data.secret} uri={begin.data.uri} onCancel={begin.reset} onCodes={onCodes} />
      </Section>
    )
  }
  return (
    <Section title={t('security.app.title')}>
      <Text size="sm">
        {totp === null ? t('security.app.off') : t('security.app.on', { day: dayOf(totp.confirmed_at) })}
      </Text>
      {totp === null ? (
        <Button
          w="fit-content"
          loading={begin.isPending}
          onClick={() => begin.mutate(undefined, { onError: notifyProblem })}
        >
          {t('security.app.setUp')}
        </Button>
      ) : (
        <ConfirmButton
          w="fit-content"
          label={t('security.app.remove')}
          title={t('security.app.removeTitle')}
          text={t('security.app.removeText')}
          deed={remove}
        />
      )}
    </Section>
  )
}

interface ConfirmProps extends Pick<FactorProps, 'onCodes'> {
  readonly secret: string
  readonly uri: string
  readonly onCancel: () => void
}

function Confirm({ secret, uri, onCancel, onCodes }: ConfirmProps) {
  const [code, setCode] = useState('')
  const confirm = useDeed({
    run: () => api.accountFactors.confirmTotp({ body: { code: code.trim() } }),
    done: t('security.app.confirmed'),
    stale,
    onDone: ({ recovery_codes: codes }) => {
      onCancel()
      onCodes(codes)
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate()
      }}
    >
      <Stack align="flex-start">
        <QrCode text={uri} label={t('security.app.qr')} />
        <CodeBlock label={t('security.app.key')} code={secret} />
        <TextInput
          label={t('security.app.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          required
          withAsterisk={false}
          value={code}
          error={issueAt(confirm.error, '/code')}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <ProblemAlert error={confirm.error} except={['/code']} />
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            {t('security.app.confirm')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('shared.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
