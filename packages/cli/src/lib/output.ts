import { alignColumns, cellOf } from './table.ts'
import type { Terminal } from './terminal.ts'

type Shown = Readonly<Record<string, unknown>>

/** Prints results: for people by default, as JSON for programs. */
export interface Output {
  readonly json: boolean
  /** Things of one kind, a row each with the columns named; as JSON an array of the whole things. */
  list<Thing extends object>(things: readonly Thing[], columns: (thing: Thing) => Shown): void
  /** One thing, a line for each part; as JSON the whole thing. */
  record<Thing extends object>(thing: Thing, parts?: (thing: Thing) => Shown): void
  /** A sentence that says what happened; as JSON the given value, nothing when there is none. */
  done(sentence: string, value?: object): void
}

export function outputTo(terminal: Terminal, json: boolean): Output {
  const print = (value: unknown) => terminal.out(JSON.stringify(value, null, 2))
  return {
    json,
    list(things, columns) {
      const [first] = things
      if (json) print(things)
      else if (first === undefined) terminal.err('Nothing to show.')
      else terminal.out(tableOf(things.map(columns)))
    },
    record(thing, parts = partsOf) {
      if (json) print(thing)
      else terminal.out(linesOf(parts(thing)))
    },
    done(sentence, value) {
      if (!json) terminal.out(sentence)
      else if (value !== undefined) print(value)
    },
  }
}

function tableOf(rows: readonly Shown[]): string {
  const header = Object.keys(rows[0] ?? {}).map((name) => name.toUpperCase())
  return alignColumns([header, ...rows.map((row) => Object.values(row).map(cellOf))])
}

function partsOf(thing: object): Shown {
  return Object.fromEntries(Object.entries(thing))
}

/** One line for each part: its name, and its value. */
export function linesOf(parts: Shown): string {
  return alignColumns(Object.entries(parts).map(([name, value]) => [name, cellOf(value)]))
}
