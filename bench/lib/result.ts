/** What both sides reached in one round, in the same unit; a case without a reference has only its own figure. */
export type Round = { readonly latchkey: number; readonly reference?: number }

type Bound = { readonly atLeast: number } | { readonly atMost: number }
/** What must hold: of the ratio to the reference, or of Latchkey's own figure. */
export type Target = Bound & { readonly of: 'ratio' | 'latchkey' }

export type Measurement = {
  readonly name: string
  /** Of the client; null where no client is involved. */
  readonly connections: number | null
  readonly unit: string
  readonly rounds: readonly Round[]
  /** Requests that failed, of both sides. */
  readonly errors: number
  /** Answers that were not the right one, of both sides. */
  readonly wrongBodies: number
  /** Null for figures that are only reported. */
  readonly target: Target | null
}

/** One line of `results/latest.json`. */
export type Result = {
  readonly case: string
  readonly connections: number | null
  readonly ratio: number | null
  readonly latchkey: number
  readonly reference: number | null
  readonly rounds: number
  readonly errors: number
  readonly wrong_bodies: number
  readonly unit: string
  readonly target: string | null
  readonly met: boolean | null
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  if (upper === undefined || lower === undefined) throw new Error('A median needs a value: run at least one round.')
  return (lower + upper) / 2
}

const describe = (target: Target): string =>
  `${target.of} ${'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`}`

const holds = (target: Target, value: number | null): boolean =>
  value !== null && ('atLeast' in target ? value >= target.atLeast : value <= target.atMost)

const rounded = (value: number): number => Number(value.toPrecision(4))

/** Medians over the rounds, the ratio taken within each round. One failed request or wrong body misses any target. */
export const summarise = ({ name, rounds, target, wrongBodies, ...rest }: Measurement): Result => {
  const references = rounds.flatMap(({ reference }) => (reference === undefined ? [] : [reference]))
  const ratios = rounds.flatMap(({ latchkey, reference }) => (reference === undefined ? [] : [latchkey / reference]))
  const figure = rounded(median(rounds.map(({ latchkey }) => latchkey)))
  const ratio = ratios.length > 0 ? rounded(median(ratios)) : null
  const clean = rest.errors === 0 && wrongBodies === 0
  return {
    case: name,
    connections: rest.connections,
    ratio,
    latchkey: figure,
    reference: references.length > 0 ? rounded(median(references)) : null,
    rounds: rounds.length,
    errors: rest.errors,
    wrong_bodies: wrongBodies,
    unit: rest.unit,
    target: target && describe(target),
    met: target && clean && holds(target, target.of === 'ratio' ? ratio : figure),
  }
}
