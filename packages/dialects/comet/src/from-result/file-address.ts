/** Where files are had, and in which space. */
export interface FilePlace {
  /** The address of the dialect, below which nothing of it is. */
  readonly base: string
  readonly space: string
}

/** The address of a file's bytes, for whoever has a token that may read it: they are served by our own API. */
export function fileAddress({ base, space }: FilePlace, id: string): string {
  return new URL(pathOf(space, id), base).href
}

/** The file that such an address names, in that space; null for every other text. */
export function fileIn(address: string, { base, space }: FilePlace): string | null {
  const [start = '', end = ''] = new URL(pathOf(space, ' '), base).href.split('%20')
  const isOne = address.startsWith(start) && address.endsWith(end)
  const id = isOne ? address.slice(start.length, address.length - end.length) : ''
  return /^[0-9a-f-]{36}$/.test(id) ? id : null
}

function pathOf(space: string, id: string): string {
  return `/api/v1/spaces/${space}/assets/${id}/file`
}
