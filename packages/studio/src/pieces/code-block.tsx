import { Code, Group, Stack } from '@mantine/core'
import classes from './code-block.module.css'
import { CopyText } from './copy-text.tsx'

interface CodeBlockProps {
  readonly label: string
  /** What is shown. */
  readonly code: string
  /** What is copied, where that is more than is shown. */
  readonly copied?: string
}

/** Code to be taken along. */
export function CodeBlock({ label, code, copied = code }: CodeBlockProps) {
  return (
    <Stack gap={6}>
      <Code block className={classes['code'] ?? ''} tabIndex={0} role="group" aria-label={label}>
        {code}
      </Code>
      <Group justify="flex-end">
        <CopyText text={copied} size="xs" />
      </Group>
    </Stack>
  )
}
