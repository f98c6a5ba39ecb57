import type { Command } from 'commander'
import { createProgram } from './lib/program.ts'
import type { Terminal } from './lib/terminal.ts'

/** What `--help` says of a command: `{ command: 'latchkey token create', help: 'Usage: …' }`. */
export interface HelpPage {
  readonly command: string
  readonly help: string
}

const silent: Terminal = {
  out: () => {},
  err: () => {},
  input: new ReadableStream(),
  interactive: false,
  env: {},
  signal: new AbortController().signal,
}

/** The help of every command that is no secret, the program's own first, 100 columns wide on every machine. */
export function helpPages(): readonly HelpPage[] {
  return pagesOf(createProgram(silent), [])
}

function pagesOf(command: Command, parents: readonly string[]): HelpPage[] {
  const path = [...parents, command.name()]
  let help = ''
  command.configureOutput({ getOutHelpWidth: () => 100, writeOut: (text) => (help += text) })
  command.outputHelp()
  const members = command.createHelp().visibleCommands(command)
  return [
    { command: path.join(' '), help: help.trimEnd() },
    ...members.filter((each) => each.name() !== 'help').flatMap((each) => pagesOf(each, path)),
  ]
}
