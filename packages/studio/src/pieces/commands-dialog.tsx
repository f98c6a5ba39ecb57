import { Code, List, Stack, Text } from '@mantine/core'
import { Dialog } from './dialog.tsx'

interface CommandsDialogProps {
  readonly title: string
  /** What they do, and why not the studio. */
  readonly text: string
  /** In their order; undefined: closed. */
  readonly commands: readonly string[] | undefined
  readonly onClose: () => void
}

/** What somebody runs on the server, step by step. */
export function CommandsDialog({ title, text, commands, onClose }: CommandsDialogProps) {
  return (
    <Dialog opened={commands !== undefined} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        <List type="ordered" size="sm" spacing="xs">
          {commands?.map((command) => (
            <List.Item key={command}>
              <Code>{command}</Code>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Dialog>
  )
}
