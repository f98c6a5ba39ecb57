import { refuseQuery } from '@latchkey/dialect-kit/refuse'

/** Columns by the vendor's names for them. There are no positions and no names: serials and slugs stand in. */
const columns: ReadonlyMap<string, string> = new Map([
  ['id', 'serial'],
  ['position', 'serial'],
  ['slug', 'slug'],
  ['full_slug', 'slug'],
  ['name', 'slug'],
  ['created_at', 'created_at'],
  ['published_at', 'published_at'],
  ['updated_at', 'updated_at'],
])

/** `content.price:desc:float,name:asc` as `-price,slug`. What kind of value a field has, its type says. */
export function orderOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  return text
    .split(',')
    .map((part) => {
      const [name = '', direction = 'asc', ...rest] = part.trim().split(':')
      const id = name.startsWith('content.') ? name.slice('content.'.length) : columns.get(name)
      const understood = rest.every((word) => word === 'int' || word === 'float' || word === 'nulls_last')
      if (id === undefined || !['asc', 'desc'].includes(direction) || !understood)
        throw refuseQuery('sort_by', `It cannot be sorted by ${part}.`)
      return direction === 'desc' ? `-${id}` : id
    })
    .join(',')
}
