import { Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { EndDialog } from './end-dialog.tsx'
import { listLink } from './holder-links.ts'
import { isLive } from './token-tabs.ts'
import { useKeeper } from './use-keeper.ts'

/** The ways to end a token, each with what it does. */
export function TokenDanger({ token }: { readonly token: Token }) {
  const [ending, setEnding] = useState<'revoke' | 'delete' | null>(null)
  const keeper = useKeeper()
  const navigate = useNavigate()
  return (
    <Section title={t('tokens.detail.danger')}>
      <Stack gap="md">
        {isLive(token) && (
          <Deed
            text={t('tokens.detail.revokeText')}
            label={t('tokens.deed.revoke')}
            onPress={() => setEnding('revoke')}
          />
        )}
        <Deed
          text={t('tokens.detail.deleteText')}
          label={t('tokens.deed.delete')}
          onPress={() => setEnding('delete')}
        />
      </Stack>
      <EndDialog
        token={token}
        how={ending}
        onClose={() => setEnding(null)}
        onEnded={(how) => {
          if (how === 'delete') void navigate(listLink(keeper))
        }}
      />
    </Section>
  )
}

interface DeedProps {
  readonly text: string
  readonly label: string
  readonly onPress: () => void
}

function Deed({ text, label, onPress }: DeedProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text size="sm">{text}</Text>
      <Button variant="default" c="var(--studio-danger)" flex="none" onClick={onPress}>
        {label}
      </Button>
    </Group>
  )
}
