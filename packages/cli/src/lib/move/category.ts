import { categoryPart } from './names.ts'

/** A folder of files, by its own name and the folder that it lies in. */
export interface Folder {
  readonly name: string
  /** Null: in none. */
  readonly parent: string | null
}

/** The path of a folder as a category: `Brand / Logos`. Null for none, and where nothing of its names can stay. */
export function categoryOf(id: string | null, folders: ReadonlyMap<string, Folder>): string | null {
  const parts: string[] = []
  const seen = new Set<string>()
  for (let at = id; at !== null && !seen.has(at); at = folders.get(at)?.parent ?? null) {
    seen.add(at)
    const part = categoryPart(folders.get(at)?.name ?? '')
    if (part !== '') parts.unshift(part)
  }
  const path = parts.join(' / ').slice(0, 128)
  return path.replace(/[\s/]+$/, '') || null
}
