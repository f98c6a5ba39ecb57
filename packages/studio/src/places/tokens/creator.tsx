import { Text } from '@mantine/core'
import type { Token } from '../../api/answers.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { useKeeper } from './use-keeper.ts'

/** Who made a token. */
export function Creator({ token }: { readonly token: Token }) {
  const { space } = useKeeper()
  return (
    <Text size="sm" component="span">
      <ActorName actor={token.created_by} space={space} />
    </Text>
  )
}
