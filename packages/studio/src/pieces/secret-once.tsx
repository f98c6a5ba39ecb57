import { Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { t } from '../words/words.ts'
import { CopyText } from './copy-text.tsx'

interface SecretOnceProps {
  readonly label: string
  readonly lead: string
  readonly secret: string
  readonly onDone: () => void
}

/** A secret that is shown once: masked until it is asked for, and left only by who has copied it. */
export function SecretOnce({ label, lead, secret, onDone }: SecretOnceProps) {
  const [visible, { toggle }] = useDisclosure(false)
  const [copied, setCopied] = useState(false)
  return (
    <Stack>
      <Text size="sm">{lead}</Text>
      <PasswordInput
        label={label}
        readOnly
        value={secret}
        visible={visible}
        onVisibilityChange={toggle}
        visibilityToggleButtonProps={{
          'aria-label': t(visible ? 'tokens.secret.hide' : 'tokens.secret.show'),
          tabIndex: 0,
        }}
        autoComplete="off"
        spellCheck={false}
        styles={{ innerInput: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <CopyText text={secret} label={t('tokens.secret.copy')} variant="filled" w="fit-content" />
      <Group justify="space-between">
        <Checkbox
          label={t('shared.gate')}
          checked={copied}
          onChange={(event) => setCopied(event.currentTarget.checked)}
        />
        <Button disabled={!copied} onClick={onDone}>
          {t('tokens.secret.done')}
        </Button>
      </Group>
    </Stack>
  )
}
