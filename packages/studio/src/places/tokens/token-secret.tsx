import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { IssuedToken, Token } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { exactly, fromNow } from '../../pieces/moments.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { useNow } from '../../pieces/use-now.ts'
import { t } from '../../words/words.ts'
import { RevealedSecret } from './secret-field.tsx'
import { useKeeper } from './use-keeper.ts'

interface TokenSecretProps {
  readonly token: Token
  readonly onRotated: (issued: IssuedToken) => void
}

/** The versions of a token's secret; a new one, or the present one once more, where its kind lets it. */
export function TokenSecret({ token, onRotated }: TokenSecretProps) {
  const [asking, setAsking] = useState(false)
  const now = useNow()
  const { renewal, readableAgain } = kinds[token.kind]
  const { previous_secret_until: until, retired_secret_used_at: refusedAt } = token
  return (
    <Section
      title={t('tokens.detail.secretTitle')}
      lead={t('tokens.detail.secretVersion', { version: token.secret_version })}
    >
      {until !== null && <Text size="sm">{t('tokens.detail.previousUntil', { until: exactly(until) })}</Text>}
      {refusedAt !== null && (
        <Alert color="yellow" variant="light">
          {t('tokens.detail.retiredUsed', { when: fromNow(refusedAt, now) })}
        </Alert>
      )}
      {renewal === 'constant' && <Text size="sm">{t('tokens.detail.secretConstant')}</Text>}
      {readableAgain === 'yes' && <Reveal token={token} />}
      {renewal === 'rotate' && (
        <Button variant="default" w="fit-content" onClick={() => setAsking(true)}>
          {t('tokens.detail.rotate')}
        </Button>
      )}
      {renewal === 'reset' && <Reset token={token} onRotated={onRotated} />}
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('tokens.detail.rotateTitle')}>
        {asking && <RotateForm token={token} onClose={() => setAsking(false)} onRotated={onRotated} />}
      </Dialog>
    </Section>
  )
}

function Reveal({ token }: { readonly token: Token }) {
  const keeper = useKeeper()
  const reveal = useMutation({ mutationFn: () => keeper.reveal(token.id), gcTime: 0 })
  if (reveal.data !== undefined) {
    return (
      <Stack gap="sm">
        <RevealedSecret secret={reveal.data.secret} />
        <Text size="sm" c="dimmed">
          {t('tokens.detail.revealed')}
        </Text>
      </Stack>
    )
  }
  return (
    <>
      <ProblemAlert error={reveal.error} />
      <Button variant="default" w="fit-content" loading={reveal.isPending} onClick={() => reveal.mutate()}>
        {t('tokens.detail.reveal')}
      </Button>
    </>
  )
}

/** Another secret at once, for the kind that has one for each space. */
function Reset({ token, onRotated }: TokenSecretProps) {
  const { space } = useKeeper()
  const reset = useDeed({
    run: () => api.tokens.reset({ space: space ?? '', token: token.id }, { idempotencyKey: crypto.randomUUID() }),
    stale: [],
    onDone: onRotated,
  })
  return (
    <ConfirmButton
      w="fit-content"
      label={t('tokens.detail.reset')}
      title={t('tokens.detail.rotateTitle')}
      text={t('tokens.detail.resetText')}
      deed={reset}
    />
  )
}

const hour = 60 * 60
const graces = [
  [0, 'graceNow'],
  [hour, 'graceHour'],
  [24 * hour, 'graceDay'],
  [7 * 24 * hour, 'graceWeek'],
] as const

function RotateForm({ token, onClose, onRotated }: TokenSecretProps & { readonly onClose: () => void }) {
  const keeper = useKeeper()
  const [grace, setGrace] = useState(String(hour))
  const rotate = useMutation({
    mutationFn: () => keeper.rotate(token.id, Number(grace)),
    onSuccess: onRotated,
    gcTime: 0,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        rotate.mutate()
      }}
    >
      <Stack>
        <Text size="sm">{t('tokens.detail.rotateText')}</Text>
        <Select
          label={t('tokens.detail.grace')}
          allowDeselect={false}
          data={graces.map(([seconds, label]) => ({ value: String(seconds), label: t(`tokens.detail.${label}`) }))}
          value={grace}
          onChange={(value) => setGrace(value ?? String(hour))}
          data-autofocus
        />
        <ProblemAlert error={rotate.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" loading={rotate.isPending}>
            {t('tokens.detail.rotateSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
