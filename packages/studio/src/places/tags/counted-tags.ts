/** A tag with what bears it, as far as the person may read that. */
export interface CountedTag {
  readonly tag: string
  readonly entries: number
  readonly files: number
}

/** The tags of entries and of files as one list, in the order of the alphabet. */
export function countedTags(
  ofEntries: readonly { readonly tag: string; readonly entries: number }[],
  ofFiles: readonly { readonly tag: string; readonly assets: number }[],
): readonly CountedTag[] {
  const entries = new Map(ofEntries.map((each) => [each.tag, each.entries]))
  const files = new Map(ofFiles.map((each) => [each.tag, each.assets]))
  return [...new Set([...entries.keys(), ...files.keys()])]
    .toSorted((a, b) => a.localeCompare(b))
    .map((tag) => ({ tag, entries: entries.get(tag) ?? 0, files: files.get(tag) ?? 0 }))
}

/** The tags of a thing with another one in the place of one; null: with none there. */
export function retagged(tags: readonly string[], from: string, to: string | null): string[] {
  return [...new Set(tags.flatMap((tag) => (tag === from ? (to === null ? [] : [to]) : [tag])))]
}
