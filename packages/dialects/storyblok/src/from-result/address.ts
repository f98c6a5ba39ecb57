/** Where a file is found: the id says which, and its name stands behind it for people. */
export function fileAddress(
  { base, spaceId }: { readonly base: string; readonly spaceId: string },
  id: string,
  fileName: string,
): string {
  return `${base}/f/${spaceId}/${id}/${encodeURIComponent(fileName)}`
}

/** The id of the file that an address of a space leads to; null for what is none. Host and name do not count. */
export function fileIdIn(address: string, spaceId: string): string | null {
  const match = /\/f\/([0-9a-f-]{36})\/([0-9a-f-]{36})(?:\/[^/]*)?$/.exec(address)
  return match?.[1] === spaceId ? (match[2] ?? null) : null
}
