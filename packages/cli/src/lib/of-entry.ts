import type { Command } from 'commander'

/** How a command names an entry. */
export interface OfEntry {
  readonly space?: string
  readonly type?: string
  readonly branch?: string
}

/** A command about one entry, which is its first argument. */
export function ofEntry(group: Command, name: string, sentence: string): Command {
  return group
    .command(name)
    .description(sentence)
    .argument('<entry>', 'its id, or its slug with --type')
    .option('--space <slug>', 'space of the entry (LATCHKEY_SPACE)')
    .option('--type <slug>', 'type of an entry that is named by its slug')
    .option('--branch <name>', 'branch or alias of the entry (main)')
}

/** What every call about an entry says of it besides its name. */
export function queryOf({ type, branch }: OfEntry) {
  return { ...(type !== undefined && { type }), ...(branch !== undefined && { branch }) }
}
