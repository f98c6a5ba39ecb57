import { type Filter, filterParameters } from '../filter.ts'

/** Fills in a path: `/spaces/{space}` and `{ space: 'a b' }` give `/spaces/a%20b`. Throws for a value that names nothing. */
export function expandPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    // `.` and `..` would be taken out of the URL together with the segment before them.
    if (value === undefined || value === '' || value === '.' || value === '..') {
      throw new TypeError(`The path parameter \`${name}\` is ${JSON.stringify(value)}: give an id or a slug.`)
    }
    return encodeURIComponent(value)
  })
}

/** Writes a query, `?` included; empty for nothing. Undefined is left out. */
export function queryText(query: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (name === 'filter' && isFilter(value)) {
      for (const [term, text] of filterParameters(value)) parameters.append(term, text)
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      parameters.append(name, String(value))
    }
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

function isFilter(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null
}

/** The base of all requests, without a slash at its end. Throws for an address that cannot be one. */
export function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new TypeError(`${JSON.stringify(url)} is no address of a server: write it like https://content.example.com.`)
  }
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw new TypeError('The address of the server holds more than an address: leave out user, password, ? and #.')
  }
  return parsed.href.replace(/\/+$/, '')
}
