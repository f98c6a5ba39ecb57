/** What a spreadsheet would run as a formula, and what says already that it is none. */
const formula = /^'*[=+\-@\t\r]/

/** Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is text there too. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const inert = formula.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** The rows of a CSV that was written above, or by a spreadsheet: with commas, semicolons or tabs. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const rows: string[][] = []
  let row: string[] = []
  // A cell, quoted or plain, and what ends it.
  const cells = new RegExp(String.raw`(?:"((?:[^"]|"")*)"|([^${separator}\r\n]*))(${separator}|\r?\n|$)`, 'gy')
  for (const [whole, quoted, plain = '', end = ''] of source.matchAll(cells)) {
    if (whole === '' && row.length === 0) break
    row.push(unquoted(quoted?.replaceAll('""', '"') ?? plain))
    if (end === separator) continue
    rows.push(row)
    row = []
    if (end === '') break
  }
  return rows.filter((each) => each.some((value) => value !== ''))
}

function unquoted(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text
}

/** Whichever of the usual ones its first line has most of. */
function separatorOf(text: string): string {
  const [head = ''] = text.split('\n', 1)
  const count = (each: string) => head.split(each).length
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}
