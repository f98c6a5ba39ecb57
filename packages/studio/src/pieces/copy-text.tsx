import { Button, type ButtonProps, CopyButton as Copy } from '@mantine/core'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import { t } from '../words/words.ts'

interface CopyTextProps extends ButtonProps {
  readonly text: string
  readonly label?: string
  readonly onCopied?: () => void
}

/** Copies a text, and says so. */
export function CopyText({ text, label = t('shared.copy'), onCopied, ...rest }: CopyTextProps) {
  return (
    <Copy value={text} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => {
            copy()
            onCopied?.()
          }}
          {...rest}
        >
          {copied ? t('shared.copied') : label}
        </Button>
      )}
    </Copy>
  )
}
