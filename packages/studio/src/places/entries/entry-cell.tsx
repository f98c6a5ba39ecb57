import { Text } from '@mantine/core'
import type { ContentType, Entry } from '../../api/answers.ts'
import { Moment } from '../../pieces/moment.tsx'
import { type EntryColumn, fieldInLine } from './entry-columns.ts'
import { StatusMark } from './status-mark.tsx'

interface EntryCellProps {
  readonly entry: Entry
  readonly type: ContentType | undefined
  readonly column: EntryColumn
}

/** What a column says of an entry. */
export function EntryCell({ entry, type, column: { name, field } }: EntryCellProps) {
  if (name === 'status') return <StatusMark entry={entry} />
  if (name === 'updated_at') return <Moment time={entry.updated_at} />
  if (name === 'published_at' && entry.published_at !== null) return <Moment time={entry.published_at} />
  return (
    <Text size="sm" truncate>
      {field === null ? (inWords(name, entry, type) ?? '–') : fieldInLine(entry, field)}
    </Text>
  )
}

function inWords(name: string, { environments, tags, type: slug }: Entry, type: ContentType | undefined) {
  if (name === 'live') return environments.join(', ') || null
  if (name === 'tags') return tags.join(', ') || null
  return name === 'type' ? (type?.name ?? slug) : null
}
