import { Switch } from '@mantine/core'
import type { Token } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { useTokenDeeds } from './use-token-deeds.ts'
import { isLive } from './token-tabs.ts'

/** Pauses a token, or lets it work again; nothing for one that has ended. */
export function ActiveSwitch({ token }: { readonly token: Token }) {
  const { activate, deactivate } = useTokenDeeds(token)
  if (!isLive(token)) return null
  const waiting = activate.isPending || deactivate.isPending
  const active = token.state === 'active'
  return (
    <Switch
      size="sm"
      withThumbIndicator={false}
      checked={waiting ? !active : active}
      disabled={waiting}
      aria-label={t('tokens.deed.switch', { name: token.name })}
      onChange={() => (active ? deactivate : activate).mutate()}
    />
  )
}
