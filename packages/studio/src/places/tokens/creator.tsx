import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Token } from '../../api/answers.ts'
import { membersQuery, sessionQuery } from '../../api/queries.ts'
import { t } from '../../words/words.ts'
import { useKeeper } from './use-keeper.ts'

/** Who made a token: an account by its name, where that may be known, or another token. */
export function Creator({ token }: { readonly token: Token }) {
  const { space } = useKeeper()
  const me = useQuery(sessionQuery).data?.account.id
  // Who may not read the members of the space sees that it was somebody else.
  const members = useQuery({ ...membersQuery(space ?? ''), enabled: space !== null }).data
  const [kind, id = ''] = token.created_by.split(':')
  const name =
    kind === 'token'
      ? t('tokens.creator.token', { id })
      : kind !== 'account'
        ? t('tokens.creator.installation')
        : id === me
          ? t('tokens.creator.you')
          : (members?.find(({ account }) => account === id)?.name ?? t('tokens.creator.account'))
  return (
    <Text size="sm" component="span">
      {name}
    </Text>
  )
}
