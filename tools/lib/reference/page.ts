/** A derived page of the documentation: a heading, a note on where it comes from, and its parts. */
export function page(title: string, source: string, parts: readonly string[]): string {
  const note = `<!-- Written by \`npm run derive\` from ${source}. Change it there. -->`
  return `${[`# ${title}`, note, ...parts].join('\n\n')}\n`
}

/** A Markdown table. Cells may hold Markdown; a bar in one is escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map(row).join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** A list of Markdown points. */
export function points(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

/** `a`, `b` and `c` as code; a dash for none. */
export function codes(words: readonly string[]): string {
  return words.length === 0 ? '–' : words.map((word) => `\`${word}\``).join(', ')
}
