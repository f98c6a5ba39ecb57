/** A link of a Markdown page to a file of the repository. */
export interface Link {
  /** Relative to the page; empty for a place on the page itself. */
  readonly path: string
  /** Without `#`; null when the link names none. */
  readonly anchor: string | null
}

/** The links of a page that stay in the repository, pictures included. */
export function linksIn(markdown: string): Link[] {
  const targets = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor = null] = target.split('#')
      return { path, anchor }
    })
}

/** The anchors that GitHub gives to the headings of a page; repeated ones are numbered. */
export function anchorsIn(markdown: string): Set<string> {
  const headings = [...withoutCode(markdown).matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1] ?? '')
  const anchors = new Set<string>()
  for (const heading of headings) {
    const plain = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
    let anchor = plain
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${plain}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```/gm, '')
}
