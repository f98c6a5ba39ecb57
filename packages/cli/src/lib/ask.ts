import { password, text } from '@clack/prompts'
import { Interrupted, UsageError } from './exit-codes.ts'
import { readInput, type Terminal } from './terminal.ts'

/** Asks the person for a line; a program has to say it by the option that is named. */
export async function askFor(terminal: Terminal, message: string, option: string): Promise<string> {
  if (!terminal.interactive) throw new UsageError(`${message} is needed: say ${option}.`)
  return answered(await text({ message, output: process.stderr }))
}

/** Asks for a secret without showing it; `fromInput` reads standard input instead. A secret is never taken from the command line, where others can see it. */
export async function askSecret(
  terminal: Terminal,
  message: string,
  fromInput: boolean,
  option: string,
): Promise<string> {
  if (fromInput) return (await readInput(terminal)).replace(/\r?\n$/, '')
  if (!terminal.interactive) throw new UsageError(`${message} is needed: send it to standard input with ${option}.`)
  return answered(await password({ message, output: process.stderr }))
}

function answered(answer: string | symbol | undefined): string {
  if (typeof answer === 'symbol') throw new Interrupted()
  return answer ?? ''
}
