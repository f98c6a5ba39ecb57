import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Token } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { t } from '../../words/words.ts'
import classes from './first-call.module.css'

/** A light that turns green when the first call with a new secret has arrived. */
export function FirstCall({ token }: { readonly token: Token }) {
  const { id, last_used_at: before } = token
  const arrived =
    useQuery({
      queryKey: ['first-call', id, token.secret_version],
      queryFn: async () => {
        const now = await read(token)
        return now.last_used_at !== before
      },
      refetchInterval: ({ state }) => (state.data === true ? false : 2000),
      staleTime: 0,
    }).data === true
  return (
    <Group gap="sm" role="status">
      <span className={classes['light']} data-arrived={arrived || undefined} aria-hidden />
      <Text size="sm">{t(arrived ? 'tokens.secret.arrived' : 'tokens.secret.waiting')}</Text>
    </Group>
  )
}

function read({ id, kind, space }: Token): Promise<Token> {
  if (kind === 'personal') return api.accountTokens.show({ token: id })
  return space === null ? api.installationTokens.show({ token: id }) : api.tokens.show({ space: space.slug, token: id })
}
