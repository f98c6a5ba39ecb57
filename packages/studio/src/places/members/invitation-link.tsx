import { Button, Group, Stack, Text } from '@mantine/core'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { t } from '../../words/words.ts'

interface InvitationLinkProps {
  readonly secret: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** The link of an invitation, once, for whom the server tells it to. */
export function InvitationLink({ secret, opened, onClose }: InvitationLinkProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={t('members.link')}>
      <Stack>
        <Text size="sm">{t('members.linkHint')}</Text>
        <CodeBlock label={t('members.link')} code={`${location.origin}/accept-invitation#${secret}`} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('shared.close')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
