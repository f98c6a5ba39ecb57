import { useQuery } from '@tanstack/react-query'
import { membersQuery, sessionQuery, tokensQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'

interface ActorNameProps {
  /** `account:…`, `token:…` or `installation`. */
  readonly actor: string
  readonly space: string
}

/** Who has done something, by the name that the caller may know. */
export function ActorName({ actor, space }: ActorNameProps) {
  const [kind, id = ''] = actor.split(':')
  const me = useQuery(sessionQuery).data?.account.id
  const members = useQuery(membersQuery(space)).data
  const tokens = useQuery({ ...tokensQuery(space), enabled: kind === 'token', retry: false }).data
  if (kind === 'token') return tokens?.find((token) => token.id === id)?.name ?? t('activity.byToken', { id })
  if (kind !== 'account') return t('activity.installation')
  return (
    members?.find(({ account }) => account === id)?.name ??
    (id === me ? t('activity.you') : t('activity.someone', { id }))
  )
}
