import type { Command } from 'commander'
import { type Context, contextOf } from './context.ts'
import type { Terminal } from './terminal.ts'

/** Gives a command its work. `Options` are those that the command declares. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says which options the command declares, as commander's own `opts` does.
export function handle<Options extends object>(
  terminal: Terminal,
  command: Command,
  work: (context: Context, options: Options, ...operands: string[]) => Promise<void>,
): Command {
  return command.action(async () => {
    await work(contextOf(terminal, command), command.opts<Options>(), ...command.args)
  })
}

/** Collects an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value]
}
