import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/** Statements that get a name, and so are parsed and planned once a connection. Later texts stay unnamed: names are kept by the server for ever. */
const namesMax = 300

/** PostgreSQL's numbers for bigint and numeric, which pg would hand over as text. */
const bigintType = 20
const numericType = 1700

export interface PoolOptions {
  readonly url: string
  readonly connectionsMax: number
  /** Ends a query on the client's side when the server or the network is silent. */
  readonly queryTimeoutMs: number
}

export function openPool({ url, connectionsMax, queryTimeoutMs }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    application_name: 'latchkey',
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    query_timeout: queryTimeoutMs,
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    types: { getTypeParser: parserOf },
  })
  // A connection that the server ends is told of twice, by its next query and by an event. Without a listener the event
  // would end the process: the pool hears of connections that lie idle, each connection of itself between two queries.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  return pool
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- pg's own overloads for the two formats are called as one.
const standardParser = pg.types.getTypeParser as (type: number, format?: string) => Parser
type Parser = (text: string) => unknown

function parserOf(type: number, format?: string): Parser {
  return type === bigintType || type === numericType ? exactNumber : standardParser(type, format)
}

function exactNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new RangeError(`${text} is beyond 2^53: store such a number as text.`)
  }
  return number
}

/** The pool as Kysely wants it, with a name for each of the first few hundred statements. */
export class NamingPool implements PostgresPool {
  readonly options: object
  readonly #pool: pg.Pool
  readonly #names = new Map<string, string>()
  readonly #clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
    this.options = pool.options
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect()
    const known = this.#clients.get(client)
    if (known !== undefined) return known
    const naming = this.#naming(client)
    this.#clients.set(client, naming)
    return naming
  }

  async end(): Promise<void> {
    await this.#pool.end()
  }

  #naming(client: pg.PoolClient): PostgresPoolClient {
    const query: unknown = (text: string, values: readonly unknown[]) =>
      client.query({ name: this.#nameOf(text), text, values: [...values] })
    return {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- cursors come from streams only, and nobody asks for one.
      query: query as PostgresPoolClient['query'],
      release: (destroy) => client.release(destroy),
    }
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= namesMax) return known
    const name = `latchkey_${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}
