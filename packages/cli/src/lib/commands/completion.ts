import { operations } from '@latchkey/contract/operations'
import { Argument, type Command } from 'commander'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

const scripts = {
  bash: `_latchkey() {
  local IFS=$'\\n'
  COMPREPLY=($(latchkey complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}"))
}
complete -o default -F _latchkey latchkey`,
  zsh: `#compdef latchkey
_latchkey() {
  local -a words_found
  words_found=("\${(@f)$(latchkey complete -- "\${(@)words[2,CURRENT]}")}")
  compadd -a words_found
}
compdef _latchkey latchkey`,
  fish: `complete -c latchkey -f -a '(latchkey complete -- (commandline -opc)[2..] (commandline -ct))'`,
} as const

export function addCompletion(program: Command, terminal: Terminal): void {
  const completion = program
    .command('completion')
    .summary('print the completion script of a shell')
    .description('Prints a script that completes commands, options and operation ids.')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .addHelpText('after', '\nExample:\n  source <(latchkey completion bash)')
  handle(terminal, completion, async (_context, _options, shell) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- commander lets only the choices above through.
    terminal.out(scripts[shell as keyof typeof scripts])
  })

  const complete = program.command('complete', { hidden: true }).argument('[words...]').allowUnknownOption()
  handle(terminal, complete, async (_context, _options, ...words) => {
    for (const word of completionsOf(program, words)) terminal.out(word)
  })
}

/** What the last word may become, after the words before it. */
export function completionsOf(program: Command, words: readonly string[]): string[] {
  const last = words.at(-1) ?? ''
  let command = program
  for (const word of words.slice(0, -1)) command = command.commands.find((each) => each.name() === word) ?? command
  const takesOperation = command.registeredArguments.some((argument) => argument.name() === 'operation')
  const candidates = last.startsWith('-')
    ? [...command.options, ...program.options].map((option) => option.long ?? '')
    : [
        ...command
          .createHelp()
          .visibleCommands(command)
          .map((each) => each.name()),
        ...(takesOperation ? operations.map(({ id }) => id) : []),
      ]
  return candidates.filter((candidate) => candidate !== '' && candidate.startsWith(last))
}
