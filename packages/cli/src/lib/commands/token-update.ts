import type { Command } from 'commander'
import { handle } from '../handle.ts'
import { serverTermsOf, type TermOptions, termsOf, withTerms } from '../term-options.ts'
import type { Terminal } from '../terminal.ts'
import { anywhereOf, tokenParts, type Where } from '../token-parts.ts'

interface UpdateOptions extends Where, TermOptions {
  readonly name?: string
  readonly description?: string
}

export function addTokenUpdate(token: Command, terminal: Terminal): void {
  const command = withTerms(
    anywhereOf(
      token
        .command('update')
        .description('Rename a token, or change how fast and from where it may be used, from the next request on.')
        .argument('<id>', 'its id'),
    )
      .option('--name <name>', 'what it is for')
      .option('--description <text>', 'more about it'),
  )
  handle<UpdateOptions>(terminal, command, async (context, options, id = '') => {
    const { name, description, personal, installation } = options
    const named = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) }
    const ofServer = () => ({ body: { ...named, ...serverTermsOf(options) } })
    const client = await context.client()
    const update = () => {
      if (personal) return client.accountTokens.update({ token: id }, ofServer())
      if (installation) return client.installationTokens.update({ token: id }, ofServer())
      const body = { ...named, ...termsOf(options) }
      return client.tokens.update({ space: context.space(options.space), token: id }, { body })
    }
    context.output.record(await update(), tokenParts)
  })
}
