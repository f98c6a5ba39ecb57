/**
 * Why a statement failed, as far as a caller can do something about it.
 *
 * - `unique`: a row with these values exists; `columns` are those of the unique index, in its order.
 * - `reference`: a row that is named does not exist, or one that is still named was deleted.
 * - `busy`: others hold what this needed for too long; trying again later may work.
 * - `conflict`: a deadlock or a failed serialisation, still so after the retries of `write`.
 * - `storage`: the disk is full, or refuses to read or write.
 * - `unavailable`: the database cannot be reached, is starting, stopping, or only a copy that takes no writes.
 *   Whether a write that met it was committed is unknown.
 * - `damaged`: the file is not a sound database.
 */
export type DatabaseProblem =
  | { readonly kind: 'unique'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'reference' | 'busy' | 'conflict' | 'storage' | 'unavailable' | 'damaged' }

type PlainKind = Exclude<DatabaseProblem['kind'], 'unique'>

/** Sorts an error of either driver; null for anything else, which is a programmer's error. */
export function databaseProblem(error: unknown): DatabaseProblem | null {
  if (!(error instanceof Error)) return null
  const facts: ErrorFacts = error
  if (facts.code === 'ERR_SQLITE_ERROR') return sqliteProblem(facts)
  return typeof facts.code === 'string' ? postgresProblem(facts, facts.code) : connectionProblem(error.message)
}

interface ErrorFacts {
  readonly message: string
  readonly code?: unknown
  readonly errcode?: unknown
  readonly table?: unknown
  readonly detail?: unknown
}

/** https://www.sqlite.org/rescode.html; the low byte is the primary code. */
const sqliteKinds: Readonly<Record<number, PlainKind>> = {
  5: 'busy',
  6: 'busy',
  8: 'storage',
  10: 'storage',
  11: 'damaged',
  13: 'storage',
  14: 'storage',
  26: 'damaged',
}
const sqliteUnique = new Set([2067, 1555])
const sqliteForeignKey = 787

function sqliteProblem({ errcode, message }: ErrorFacts): DatabaseProblem | null {
  if (typeof errcode !== 'number') return null
  if (sqliteUnique.has(errcode)) {
    const names = message.replace('UNIQUE constraint failed: ', '').split(', ')
    const columns = names.map((name) => name.slice(name.indexOf('.') + 1))
    return { kind: 'unique', table: (names[0] ?? '').split('.')[0] ?? '', columns }
  }
  if (errcode === sqliteForeignKey) return { kind: 'reference' }
  const kind = sqliteKinds[errcode & 255]
  return kind === undefined ? null : { kind }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html by code or class, and the system's network errors. */
const postgresKinds: Readonly<Record<string, PlainKind>> = {
  '23503': 'reference',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'busy',
  '57014': 'busy',
  '25P03': 'busy',
  '53300': 'unavailable',
  '53100': 'storage',
  '58030': 'storage',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '25006': 'unavailable',
  '08': 'unavailable',
  XX001: 'damaged',
  XX002: 'damaged',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ENOTFOUND: 'unavailable',
  EAI_AGAIN: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENETUNREACH: 'unavailable',
  ENOENT: 'unavailable',
}

function postgresProblem({ table, detail }: ErrorFacts, code: string): DatabaseProblem | null {
  if (code === '23505') {
    const columns = typeof detail === 'string' ? /^Key \((.*?)\)=/.exec(detail)?.[1] : undefined
    return { kind: 'unique', table: typeof table === 'string' ? table : '', columns: columns?.split(', ') ?? [] }
  }
  const kind = postgresKinds[code] ?? postgresKinds[code.slice(0, 2)]
  return kind === undefined ? null : { kind }
}

/** pg names no code when a connection ends under a query or cannot be had in time. */
const connectionMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
]

function connectionProblem(message: string): DatabaseProblem | null {
  return connectionMessages.some((start) => message.startsWith(start)) ? { kind: 'unavailable' } : null
}
