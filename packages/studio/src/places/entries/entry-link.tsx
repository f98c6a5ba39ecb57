import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ContentType, Entry } from '../../api/answers.ts'
import { titleOf } from './entry-title.ts'

interface EntryLinkProps {
  readonly space: string
  readonly entry: Entry
  readonly type: ContentType | undefined
  readonly locale: string
}

/** Title and slug of an entry of a list, with the way to it. */
export function EntryLink({ space, entry, type, locale }: EntryLinkProps) {
  return (
    <Stack gap={0} miw={0}>
      <Anchor
        fw={600}
        size="sm"
        c="inherit"
        underline="hover"
        lineClamp={2}
        renderRoot={(props: Record<string, unknown>) => (
          <Link
            to="/studio/spaces/$space/content/$entry"
            params={{ space, entry: entry.id }}
            search={{ locale }}
            {...props}
          />
        )}
      >
        {titleOf(entry, type, locale)}
      </Anchor>
      <Text size="xs" c="dimmed" truncate>
        {entry.slug}
      </Text>
    </Stack>
  )
}
