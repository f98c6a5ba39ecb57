import type { Client } from '@latchkey/client/client'
import type { ItemOf } from '@latchkey/client/operations'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { UsageError } from '../exit-codes.ts'
import { handle } from '../handle.ts'
import { readJson } from '../json-argument.ts'
import type { Terminal } from '../terminal.ts'

/** What an assertion is pinned to. */
interface On {
  readonly space?: string
  readonly token?: string
  readonly role?: string
}

interface PinOptions extends On {
  readonly claim: string
  readonly evenIfFalse?: boolean
}

type Assertion = ItemOf<'token-assertions.list'>

function onHolder(command: Command): Command {
  return command
    .option('--token <id>', 'token that it is pinned to')
    .option('--role <name>', 'role that it is pinned to')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
}

export function addAssertion(program: Command, terminal: Terminal): void {
  const assertion = program
    .command('assertion')
    .description('Sentences about a token or a role that no later edit may make false.')

  const list = onHolder(assertion.command('list')).description('List what is pinned, and whether it holds.')
  handle<On>(terminal, list, async (context, options) => {
    const { items } = await pinnedTo(context, await context.client(), options).list()
    context.output.list(items, columnsOf)
  })

  const pin = onHolder(assertion.command('pin'))
    .description('Pin an assertion; one that is false now is refused.')
    .argument('<name>', 'its name')
    .requiredOption('--claim <json>', 'a grant whose effect is never or always; @file or - for a longer one')
    .option('--even-if-false', 'pin it although it is false now')
    .addHelpText(
      'after',
      `
Example:
  latchkey assertion pin "Never drafts" --token 7Hq2mK9xB1aZ --space shop \\
    --claim '{"effect":"never","actions":["content.read"],"resources":["content"],"conditions":{"status":["draft"]}}'`,
    )
  handle<PinOptions>(terminal, pin, async (context, { claim, evenIfFalse, ...options }, name = '') => {
    const body = {
      name,
      claim: await readJson(terminal, '--claim', claim),
      ...(evenIfFalse === true && { even_if_false: true }),
    }
    context.output.record(await pinnedTo(context, await context.client(), options).create(body), columnsOf)
  })

  const unpin = onHolder(assertion.command('unpin'))
    .description('Take an assertion off its token or role.')
    .argument('<id>', 'its id')
  handle<On>(terminal, unpin, async (context, options, id = '') => {
    await pinnedTo(context, await context.client(), options).remove(id)
    context.output.done(`Took ${id} off.`, { deleted: id })
  })
}

/** The calls for the token or the role that is named. */
function pinnedTo(context: Context, client: Client, { token, role, ...options }: On) {
  const space = context.space(options.space)
  if (token !== undefined && role === undefined) {
    return {
      list: () => client.tokenAssertions.list({ space, token }),
      create: (body: NewAssertion) => client.tokenAssertions.create({ space, token }, { body }),
      remove: (assertion: string) => client.tokenAssertions.delete({ space, token, assertion }),
    }
  }
  if (role === undefined || token !== undefined) throw new UsageError('Say --token or --role: what it is pinned to.')
  return {
    list: () => client.roleAssertions.list({ space, role }),
    create: (body: NewAssertion) => client.roleAssertions.create({ space, role }, { body }),
    remove: (assertion: string) => client.roleAssertions.delete({ space, role, assertion }),
  }
}

interface NewAssertion {
  readonly name: string
  readonly claim: unknown
  readonly even_if_false?: boolean
}

function columnsOf({ id, name, holds, sentence, because = [] }: Assertion) {
  return { id, name, holds, sentence, because }
}
