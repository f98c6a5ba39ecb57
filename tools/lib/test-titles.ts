// Reads the titles of tests without running them. What is nested is told by its indentation, which the formatter keeps.

const call = /^( *)(?:describe|test|it)(?:[A-Z]\w*)?((?:\.(?:each|only|runIf|skip|skipIf))*)(<|\()/gm
/** Some blocks name an engine before their title. */
const title = String.raw`\(\s*(?:'(?:sqlite|postgres)',\s*)?(?:'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"|\`((?:[^\`\\]|\\.)+)\`)`
const plainTitle = new RegExp(title, 'y')
const titleAfterRows = new RegExp(String.raw`\)${title}`, 'g')

/**
 * Titles of every test of a file as it writes them, templates included, each behind those of the blocks around it:
 * `'a secret › stands in no line of the log'`.
 */
export function testTitlesIn(source: string): string[] {
  const around: { readonly indent: number; readonly title: string }[] = []
  const found: string[] = []
  for (const match of source.matchAll(call)) {
    const [head = '', spaces = '', methods = ''] = match
    const own = titleAt(source, match.index + head.length - 1, methods)
    if (own === null) continue
    while ((around.at(-1)?.indent ?? -1) >= spaces.length) around.pop()
    if (head.trimStart().startsWith('describe')) around.push({ indent: spaces.length, title: own })
    else found.push([...around.map((each) => each.title), own].join(' › '))
  }
  return found
}

function titleAt(source: string, start: number, methods: string): string | null {
  const pattern = methods === '' ? plainTitle : titleAfterRows
  pattern.lastIndex = start
  const match = pattern.exec(source)
  const written = match?.[1] ?? match?.[2] ?? match?.[3]
  return written === undefined ? null : written.replaceAll(/\\(.)/g, '$1')
}
