import { Button, Group, PasswordInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { CopyText } from '../../pieces/copy-text.tsx'
import { saveText } from '../../pieces/save-text.ts'
import { t } from '../../words/words.ts'
import { environmentFile } from './snippets.ts'

interface SecretFieldProps {
  readonly secret: string
  readonly visible: boolean
  readonly onToggle: () => void
}

/** A secret: masked until it is asked for, to be copied or saved without being seen. */
export function SecretField({ secret, visible, onToggle }: SecretFieldProps) {
  return (
    <>
      <PasswordInput
        label={t('tokens.secret.label')}
        readOnly
        value={secret}
        visible={visible}
        onVisibilityChange={onToggle}
        visibilityToggleButtonProps={{
          'aria-label': t(visible ? 'tokens.secret.hide' : 'tokens.secret.show'),
          tabIndex: 0,
        }}
        autoComplete="off"
        spellCheck={false}
        styles={{ innerInput: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="sm">
        <CopyText text={secret} label={t('tokens.secret.copy')} variant="filled" />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveText('.env', environmentFile(location.origin, secret))}
        >
          {t('tokens.secret.download')}
        </Button>
      </Group>
    </>
  )
}

/** A secret that was read again, on the page of its token. */
export function RevealedSecret({ secret }: { readonly secret: string }) {
  const [visible, { toggle }] = useDisclosure(false)
  return <SecretField secret={secret} visible={visible} onToggle={toggle} />
}
