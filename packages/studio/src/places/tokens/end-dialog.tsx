import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { dayMs, fromNow } from '../../pieces/moments.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { useNow } from '../../pieces/use-now.ts'
import { t } from '../../words/words.ts'
import { isLive } from './token-tabs.ts'
import { useTokenDeeds } from './use-token-deeds.ts'

interface EndDialogProps {
  readonly token: Token
  /** Null: closed. */
  readonly how: 'revoke' | 'delete' | null
  readonly onClose: () => void
  /** After it has ended. */
  readonly onEnded?: (how: 'revoke' | 'delete') => void
}

/** Asks before a token is ended, and says what will fail. One that was used in the last day asks for its name. */
export function EndDialog({ token, how, onClose, onEnded }: EndDialogProps) {
  return (
    <Dialog
      opened={how !== null}
      onClose={onClose}
      title={t(how === 'delete' ? 'tokens.end.deleteTitle' : 'tokens.end.revokeTitle', { name: token.name })}
    >
      {how !== null && <EndForm token={token} how={how} onClose={onClose} {...(onEnded && { onEnded })} />}
    </Dialog>
  )
}

function EndForm({ token, how, onClose, onEnded }: EndDialogProps & { readonly how: 'revoke' | 'delete' }) {
  const [typed, setTyped] = useState('')
  const now = useNow()
  const { revoke, remove } = useTokenDeeds(token)
  const deed = how === 'delete' ? remove : revoke
  const { last_used_at: lastUsedAt } = token
  const inUse = isLive(token) && lastUsedAt !== null && now - Date.parse(lastUsedAt) < dayMs
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        deed.mutate(undefined, {
          onSuccess: () => {
            onClose()
            onEnded?.(how)
          },
        })
      }}
    >
      <Stack>
        <Text size="sm">{t(how === 'delete' ? 'tokens.end.deleteText' : 'tokens.end.revokeText')}</Text>
        {inUse && (
          <TextInput
            label={t('tokens.end.confirmName')}
            description={t('tokens.end.usedToday', { when: fromNow(lastUsedAt, now) })}
            placeholder={token.name}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <ProblemAlert error={deed.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus={!inUse || undefined}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" color="red" loading={deed.isPending} disabled={inUse && typed.trim() !== token.name}>
            {t(how === 'delete' ? 'tokens.end.delete' : 'tokens.end.revoke')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
