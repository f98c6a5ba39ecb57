import { useQuery } from '@tanstack/react-query'
import { membersQuery, sessionQuery, tokensQuery, usersQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'

interface ActorNameProps {
  /** `account:…`, `token:…`, or neither: the installation itself. */
  readonly actor: string
  /** Whose members and tokens may have done it; null: any account, for who may see all. */
  readonly space: string | null
}

/** Who has done something, by name. Who may not read members or tokens sees that it was another one. */
export function ActorName({ actor, space }: ActorNameProps) {
  const [kind, id = ''] = actor.split(':')
  const me = useQuery(sessionQuery).data?.account
  const everybody = space === null && kind === 'account' && me?.installation_administrator === true
  const users = useQuery({ ...usersQuery, enabled: everybody }).data
  const members = useQuery({ ...membersQuery(space ?? ''), enabled: space !== null && kind === 'account' }).data
  const tokens = useQuery({
    ...tokensQuery(space ?? ''),
    enabled: space !== null && kind === 'token',
    retry: false,
  }).data
  if (kind === 'token') return tokens?.find((token) => token.id === id)?.name ?? t('shared.actor.token', { id })
  if (kind !== 'account') return t('shared.actor.installation')
  if (id === me?.id) return t('shared.actor.you')
  const name = users?.find((user) => user.id === id)?.name ?? members?.find(({ account }) => account === id)?.name
  return name ?? t('shared.actor.account')
}
