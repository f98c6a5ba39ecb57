import { Button, Checkbox, Divider, Group, List, Paper, Stack, Text } from '@mantine/core'
import { kinds } from '@latchkey/tokens/kinds'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import type { IssuedToken } from '../../api/answers.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { exactly } from '../../pieces/moments.ts'
import { Page } from '../../pieces/page.tsx'
import { t } from '../../words/words.ts'
import { FirstCall } from './first-call.tsx'
import { SecretField } from './secret-field.tsx'
import { testCall } from './snippets.ts'
import { TokenSnippets } from './token-snippets.tsx'
import { useTriedSpace } from './use-tried-space.ts'

interface SecretPageProps {
  readonly token: IssuedToken
  readonly secret: string
  /** A renewed secret, beside an old one that works on for a while. */
  readonly rotated?: boolean
  readonly onDone: () => void
}

/** The one time that a secret is shown. Whoever leaves without having copied it is asked first. */
export function SecretPage({ token, secret, rotated = false, onDone }: SecretPageProps) {
  const [copied, setCopied] = useState(false)
  const [visible, setVisible] = useState(false)
  const again = kinds[token.kind].readableAgain === 'yes'
  const blocker = useBlocker({ shouldBlockFn: () => !copied, enableBeforeUnload: () => !copied, withResolver: true })
  const { name } = token
  const tried = useTriedSpace(token)
  return (
    <Page
      title={t(rotated ? 'tokens.secret.rotatedTitle' : 'tokens.secret.title', { name })}
      lead={t(again ? 'tokens.secret.leadAgain' : 'tokens.secret.lead')}
    >
      <Paper p={{ base: 'md', xs: 'lg' }} maw={820}>
        <Stack gap="lg">
          {token.previous_secret_until !== null && (
            <Text size="sm">{t('tokens.secret.leadRotated', { until: exactly(token.previous_secret_until) })}</Text>
          )}
          <SecretField secret={secret} visible={visible} onToggle={() => setVisible(!visible)} />
          <List size="sm">
            {token.reach.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
          <Divider label={t('tokens.secret.snippets')} labelPosition="left" />
          <TokenSnippets token={token} shown={visible ? secret : token.masked} secret={secret} />
          {testCall(token, tried) === null ? (
            <Text size="sm" c="dimmed">
              {t('tokens.secret.noTestCall')}
            </Text>
          ) : (
            <FirstCall token={token} />
          )}
          <Divider />
          <Group justify="space-between" gap="md">
            <Checkbox
              label={t('tokens.secret.gate')}
              checked={copied}
              onChange={(event) => setCopied(event.currentTarget.checked)}
            />
            <Button disabled={!copied} onClick={onDone}>
              {t('tokens.secret.done')}
            </Button>
          </Group>
        </Stack>
      </Paper>
      <Dialog
        opened={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('tokens.secret.leaveTitle')}
      >
        <Stack>
          <Text size="sm">{t(again ? 'tokens.secret.leaveTextAgain' : 'tokens.secret.leaveText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => blocker.proceed?.()}>
              {t('tokens.secret.leave')}
            </Button>
            <Button data-autofocus onClick={() => blocker.reset?.()}>
              {t('tokens.secret.stay')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Page>
  )
}
