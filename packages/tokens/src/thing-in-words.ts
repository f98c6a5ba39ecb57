import type { Status } from '@latchkey/policy/grant'
import { listed } from './grant-in-words.ts'

/** What people call all things of an area. */
const areas: Readonly<Record<string, string>> = {
  '*': 'everything',
  content: 'content',
  media: 'files',
  schema: 'content types',
  users: 'members',
}

/** A resource pattern in words: `content:pages` is `pages`, `media:category:Brand` is `files in Brand`. */
export function thingInWords(pattern: string, statuses: readonly Status[]): string {
  const [, prefix] = /^(?:space|workspace):([^:]*):/.exec(pattern) ?? []
  const body = prefix === undefined ? pattern : pattern.slice(pattern.indexOf(prefix) + prefix.length + 1)
  const where = prefix === undefined ? '' : ` in ${prefix}`
  const [area = '', item, ...rest] = body.split(':')
  const last = rest.join(':')
  const adjective = area === 'content' && statuses.length > 0 ? `${listed(statuses, 'or')} ` : ''
  return `${adjective}${nameOf(area, item, last)}${where}`
}

function nameOf(area: string, item: string | undefined, last: string): string {
  const all = areas[area] ?? area
  if (item === undefined || item === '*') return all
  if (area === 'content') return last === '' || last === '*' ? item : `${item} “${last}”`
  if (area === 'media' && item === 'category') return `files in ${last}`
  return `${all} “${last === '' ? item : `${item}:${last}`}”`
}
