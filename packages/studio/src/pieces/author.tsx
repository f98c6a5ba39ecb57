import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { membersQuery, sessionQuery } from '../api/queries.ts'
import { t } from '../words/words.ts'

interface AuthorProps {
  readonly space: string
  /** `account:…` or `token:…`; empty where none was recorded. */
  readonly by: string
}

/** Who did something: an account by its name, where that may be known, or a token. */
export function Author({ space, by }: AuthorProps) {
  const name = useAuthorName(space)
  return (
    <Text size="sm" component="span">
      {name(by)}
    </Text>
  )
}

/** The same as text. Who may not read the members of the space sees that it was somebody else. */
export function useAuthorName(space: string): (by: string) => string {
  const me = useQuery(sessionQuery).data?.account.id
  const members = useQuery(membersQuery(space)).data
  return (by) => {
    const [kind, id = ''] = by.split(':')
    if (kind === 'token') return t('tokens.creator.token', { id })
    if (kind !== 'account') return t('tokens.creator.installation')
    if (id === me) return t('tokens.creator.you')
    return members?.find(({ account }) => account === id)?.name ?? t('tokens.creator.account')
  }
}
