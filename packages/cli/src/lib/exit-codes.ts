import { LatchkeyProblem, LatchkeyUnreachable } from '@latchkey/client/problem'
import { CommanderError } from 'commander'

interface ExitCode {
  readonly code: number
  readonly meaning: string
}

/** What the process ends with; `--help` prints this table. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  failure: { code: 1, meaning: 'something failed, or part of it was refused' },
  usage: { code: 2, meaning: 'the command line is wrong' },
  unauthenticated: { code: 3, meaning: 'no token, or one that is not valid' },
  refused: { code: 4, meaning: 'the token may not do this' },
  notFound: { code: 5, meaning: 'there is no such thing, or the token may not know of it' },
  conflict: { code: 6, meaning: 'it does not fit the present state, or was changed meanwhile' },
  unavailable: { code: 7, meaning: 'the server does not answer, or asks to try later' },
  invalid: { code: 8, meaning: 'the server found mistakes in what was sent' },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C' },
} as const satisfies Readonly<Record<string, ExitCode>>

/** The command line is wrong; its sentence names the remedy. */
export class UsageError extends Error {}

/** A command did its work and some of it failed; what failed has been said already. */
export class PartialFailure extends Error {}

/** The person pressed Ctrl-C, or the supervisor asked the process to end. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped.')
  }
}

/** The code that an error ends the process with. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage.code
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok.code : exitCodes.usage.code
  if (error instanceof Interrupted) return exitCodes.interrupted.code
  if (error instanceof LatchkeyUnreachable) return exitCodes.unavailable.code
  if (error instanceof LatchkeyProblem) return ofStatus(error.status)
  return exitCodes.failure.code
}

function ofStatus(status: number): number {
  switch (status) {
    case 401:
      return exitCodes.unauthenticated.code
    case 403:
      return exitCodes.refused.code
    case 404:
      return exitCodes.notFound.code
    case 409:
    case 412:
    case 428:
      return exitCodes.conflict.code
    case 429:
    case 502:
    case 503:
    case 504:
      return exitCodes.unavailable.code
    case 400:
    case 413:
    case 415:
    case 422:
      return exitCodes.invalid.code
    default:
      return exitCodes.failure.code
  }
}
