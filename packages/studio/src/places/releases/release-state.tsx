import { Badge, Group, Text } from '@mantine/core'
import type { Release } from '../../api/answers.ts'
import { exactly } from '../../pieces/moments.ts'
import { t } from '../../words/words.ts'

const tones = { open: 'gray', scheduled: 'yellow', failed: 'red', published: 'key' } as const

/** Where a release is in its life, and when it goes or went live. */
export function ReleaseState({ release }: { readonly release: Release }) {
  const { state, release_at: at, published_at: published } = release
  return (
    <Group gap="sm">
      <Badge color={tones[state]} variant={state === 'open' ? 'default' : 'light'}>
        {t(`releases.state.${state}`)}
      </Badge>
      {state === 'scheduled' && at !== null && (
        <Text size="sm">
          {t('releases.scheduledFor')} {exactly(at)}
        </Text>
      )}
      {published !== null && (
        <Text size="sm">
          {t('releases.publishedAt')} {exactly(published)}
        </Text>
      )}
    </Group>
  )
}
