export interface PartSearch<Part extends string> {
  /** The part that an address names; the first one where it names none. */
  readonly partOf: (search: { readonly part?: unknown }) => Part
  /** Reads the address, in which the first part is not named. */
  readonly read: (search: { readonly part?: unknown }) => { readonly part?: Part }
}

/** How the address of a page says which of its parts is shown. */
export function partSearch<Part extends string>(parts: readonly [Part, ...Part[]]): PartSearch<Part> {
  const [first] = parts
  const partOf = ({ part }: { readonly part?: unknown }) => parts.find((each) => each === part) ?? first
  const read = (search: { readonly part?: unknown }) => {
    const part = partOf(search)
    return part === first ? {} : { part }
  }
  return { partOf, read }
}
