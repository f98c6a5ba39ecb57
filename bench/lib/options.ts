import { parseArgs } from 'node:util'

export type Options = {
  /** Interleaved rounds; a figure that is published has five. */
  readonly rounds: number
  /** Length of one measurement; a figure that is published has at least five seconds. */
  readonly seconds: number
}

const positive = (name: string, text: string): number => {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} must be a number above zero, not "${text}".`)
  return value
}

/** Reads `--rounds 5 --seconds 5 --only delivery`; `only` is part of a case's name, null for all cases. */
export const readOptions = (argv: readonly string[]): Options & { readonly only: string | null } => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      only: { type: 'string' },
    },
  })
  return {
    rounds: Math.ceil(positive('rounds', values.rounds)),
    seconds: positive('seconds', values.seconds),
    only: values.only ?? null,
  }
}
