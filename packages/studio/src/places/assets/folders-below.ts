/** A category as the API lists it, with the number of files that are in it and in none below it. */
export interface Category {
  readonly id: string
  /** Its path: `Brand / Logos`. */
  readonly category: string
  readonly assets: number
}

/** A folder of files: a category, or what the paths of categories lead through. */
export interface Folder {
  readonly path: string
  /** The last part of its path. */
  readonly name: string
  /** In it and in all folders below it. */
  readonly files: number
}

const separator = ' / '

/** The folders directly below a path, by name; `null`: those below none. */
export function foldersBelow(categories: readonly Category[], path: string | null): readonly Folder[] {
  const start = path === null ? '' : path + separator
  const files = new Map<string, number>()
  for (const { category, assets } of categories) {
    if (!category.startsWith(start) || category === path) continue
    const [name = ''] = category.slice(start.length).split(separator)
    files.set(name, (files.get(name) ?? 0) + assets)
  }
  return [...files]
    .map(([name, count]) => ({ path: start + name, name, files: count }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The folders that lead to a path, itself the last: of `Brand / Logos`, `Brand` and `Brand / Logos`. */
export function foldersTo(path: string): readonly Pick<Folder, 'path' | 'name'>[] {
  const names = path.split(separator)
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join(separator) }))
}

/** The path around a path; null where that is none. */
export function folderAround(path: string): string | null {
  const names = path.split(separator)
  return names.length === 1 ? null : names.slice(0, -1).join(separator)
}
