import { Group, Text } from '@mantine/core'
import type { Entry } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import classes from './status-mark.module.css'

/** The state of an entry: a dot and a word, and whether what is live is older than the working copy. */
export function StatusMark({ entry: { status, changed } }: { readonly entry: Pick<Entry, 'status' | 'changed'> }) {
  return (
    <Group gap={8} wrap="nowrap">
      <span className={classes['dot']} data-status={status} aria-hidden />
      <Text size="sm" component="span" className={classes['word'] ?? ''}>
        {t(status === 'published' && changed ? 'content.status.changed' : `content.status.${status}`)}
      </Text>
    </Group>
  )
}
