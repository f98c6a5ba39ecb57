import { isRecord } from '@latchkey/dialect-kit/body'
import { refuseBody } from '@latchkey/dialect-kit/refuse'

/** A JSON document with the changes of RFC 6902 applied, all or none. Refuses a change that does not fit. */
export function applyPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw refuseBody('', 'It must be a list of changes.')
  return patch.reduce<unknown>((before, change: unknown, index) => applyChange(before, change, `/${index}`), document)
}

function applyChange(document: unknown, change: unknown, at: string): unknown {
  if (!isRecord(change)) throw refuseBody(at, 'A change is an object with op and path.')
  const { op, path, from, value } = change
  const to = partsOf(path, `${at}/path`)
  switch (op) {
    case 'add':
      return put(document, to, valueIn(change, at), { at, isNew: true })
    case 'replace':
      read(document, to, at)
      return put(document, to, valueIn(change, at), { at, isNew: false })
    case 'remove':
      return remove(document, to, at)
    case 'move': {
      const source = partsOf(from, `${at}/from`)
      if (to.length > source.length && source.every((part, index) => part === to[index]))
        throw refuseBody(`${at}/path`, 'Nothing can be moved into itself.')
      const moved = read(document, source, at)
      return put(remove(document, source, at), to, moved, { at, isNew: true })
    }
    case 'copy':
      return put(document, to, read(document, partsOf(from, `${at}/from`), at), { at, isNew: true })
    case 'test':
      if (!isEqual(read(document, to, at), value)) throw refuseBody(at, 'The value there is another one.')
      return document
    default:
      throw refuseBody(`${at}/op`, 'It must be one of add, remove, replace, move, copy, test.')
  }
}

function valueIn(change: Readonly<Record<string, unknown>>, at: string): unknown {
  if (!Object.hasOwn(change, 'value')) throw refuseBody(`${at}/value`, 'This is required.')
  return change['value']
}

/** The parts of a JSON pointer (RFC 6901). */
function partsOf(pointer: unknown, at: string): readonly string[] {
  if (pointer === '') return []
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) throw refuseBody(at, 'It must be a JSON pointer.')
  const parts = pointer.slice(1).split('/')
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function read(value: unknown, parts: readonly string[], at: string): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return value
  if (Array.isArray(value)) return read(value[indexIn(part, value.length - 1, at)], rest, at)
  if (isRecord(value) && Object.hasOwn(value, part)) return read(value[part], rest, at)
  throw refuseBody(at, 'There is nothing at this path.')
}

function put(
  value: unknown,
  parts: readonly string[],
  given: unknown,
  how: { readonly at: string; readonly isNew: boolean },
): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return given
  if (Array.isArray(value)) {
    const isAdded = rest.length === 0 && how.isNew
    const index = indexIn(part, isAdded ? value.length : value.length - 1, how.at)
    const member = rest.length === 0 ? given : put(value[index], rest, given, how)
    return value.toSpliced(index, isAdded ? 0 : 1, member)
  }
  if (!isRecord(value)) throw refuseBody(how.at, 'There is nothing at this path.')
  if (rest.length > 0 && !Object.hasOwn(value, part)) throw refuseBody(how.at, 'There is nothing at this path.')
  const member = rest.length === 0 ? given : put(value[part], rest, given, how)
  return Object.fromEntries([...Object.entries(value).filter(([key]) => key !== part), [part, member]])
}

function remove(value: unknown, parts: readonly string[], at: string): unknown {
  const [part, ...rest] = parts
  if (part === undefined) throw refuseBody(at, 'The whole cannot be removed.')
  if (Array.isArray(value)) {
    const index = indexIn(part, value.length - 1, at)
    return rest.length === 0 ? value.toSpliced(index, 1) : value.with(index, remove(value[index], rest, at))
  }
  if (!isRecord(value) || !Object.hasOwn(value, part)) throw refuseBody(at, 'There is nothing at this path.')
  const kept = Object.entries(value).filter(([key]) => key !== part)
  return Object.fromEntries(rest.length === 0 ? kept : [...kept, [part, remove(value[part], rest, at)]])
}

function indexIn(part: string, max: number, at: string): number {
  if (part === '-') return max
  const index = /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : Number.NaN
  if (!(index <= max)) throw refuseBody(at, 'There is nothing at this path.')
  return index
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isEqual(each, other[index]))
  if (!isRecord(one) || !isRecord(other)) return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  )
}
