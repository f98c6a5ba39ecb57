import { CommanderError } from 'commander'
import { complaintOf } from './lib/complaint.ts'
import { exitCodeOf, Interrupted, UsageError } from './lib/exit-codes.ts'
import { createProgram } from './lib/program.ts'
import type { Terminal } from './lib/terminal.ts'

/** Runs one command line, without the name of the program: `run(['space', 'list'], terminal)`. Answers the exit code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync([...words], { from: 'user' })
    return 0
  } catch (error) {
    const told = terminal.signal.aborted ? new Interrupted() : error
    // Commander has said by itself what is wrong with the command line.
    if (!(told instanceof CommanderError)) terminal.err(complaintOf(told))
    if (told instanceof UsageError) terminal.err('`latchkey --help` shows how it is done.')
    return exitCodeOf(told)
  }
}
