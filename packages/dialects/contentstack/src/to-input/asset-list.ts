import type { Alternatives } from '@latchkey/dialect-kit/alternatives'
import { refuseQuery } from '@latchkey/dialect-kit/refuse'
import { alternativesAbout, parseQueryText } from './query.ts'

/** What the vendor calls what we know of files. */
const columns: ReadonlyMap<string, string> = new Map([
  ['uid', 'id'],
  ['filename', 'file_name'],
  ['title', 'title'],
  ['content_type', 'media_type'],
  ['file_size', 'bytes'],
  ['tags', 'tags'],
  ['updated_at', 'updated_at'],
  ['created_at', 'created_at'],
  ['publish_details.time', 'published_at'],
  ['dimension.width', 'width'],
  ['dimension.height', 'height'],
])

/** How we call what a query or an order of files names. */
export function assetColumn(key: string): string {
  const column = columns.get(key)
  if (column === undefined) throw refuseQuery('query', `Files have no ${key} to be asked for.`)
  return column
}

/** What `query` asks of files. */
export function assetQuestion(text: string | undefined): Alternatives {
  return alternativesAbout(parseQueryText(text), (key) => ({ name: assetColumn(key), holdsUids: key === 'uid' }))
}
