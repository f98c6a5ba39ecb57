import { tokenKinds } from '@latchkey/tokens/kinds'
import { operations } from './operations.ts'

/**
 * The access matrix as text: a row for each operation, a column for each token kind, reviewed like code.
 *
 * `●` the kind may call it, as far as its grants and scope go; `·` never; `anyone` needs no token.
 */
export function renderAccessMatrix(): string {
  const idWidth = Math.max(...operations.map((each) => each.id.length))
  const actionWidth = Math.max(...operations.map((each) => (each.guard?.action.name ?? '–').length))
  const header = ['operation'.padEnd(idWidth), 'access'.padEnd(8), 'action'.padEnd(actionWidth), ...tokenKinds].join(
    '  ',
  )
  const rows = operations.map((each) =>
    [
      each.id.padEnd(idWidth),
      each.access.padEnd(8),
      (each.guard?.action.name ?? '–').padEnd(actionWidth),
      ...(each.callers === 'anyone'
        ? ['anyone']
        : tokenKinds.map((kind) => (each.callers.includes(kind) ? '●' : '·').padEnd(kind.length))),
    ]
      .join('  ')
      .trimEnd(),
  )
  return [header, ...rows, ''].join('\n')
}
