import type { Command } from 'commander'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'
import { revokeToken, tokenCallsOf } from '../token-calls.ts'
import { anywhereOf, tokenParts, type Where } from '../token-parts.ts'
import { addTokenCreate } from './token-create.ts'
import { addTokenExplain } from './token-explain.ts'
import { addTokenList } from './token-list.ts'
import { addTokenUpdate } from './token-update.ts'
import { addTokenUsage } from './token-usage.ts'
import { addTokenExposure } from './token-exposure.ts'

export function addToken(program: Command, terminal: Terminal): void {
  const token = program
    .command('token')
    .description(
      'Issue, look at, pause and end tokens: those of a space (--space), your own (--personal), or of the installation.',
    )
  addTokenCreate(token, terminal)
  addTokenList(token, terminal)
  addReading(token, terminal)
  addChanges(token, terminal)
  addTokenExplain(token, terminal)
  addTokenUpdate(token, terminal)
  addTokenUsage(token, terminal)
  addTokenExposure(token, terminal)
}

function addReading(token: Command, terminal: Terminal): void {
  const show = anywhereOf(token.command('show').description('Show a token.').argument('<id>', 'its id'))
  handle<Where>(terminal, show, async (context, options, id = '') => {
    const calls = await tokenCallsOf(context, options)
    context.output.record(await calls.show(id), tokenParts)
  })

  const rotate = anywhereOf(
    token
      .command('rotate')
      .description('Give a token a new secret, and write it; the old one works on for a while.')
      .argument('<id>', 'its id')
      .option('--grace <seconds>', 'how long the old secret works on, 0 for not at all (3600)'),
  )
  handle<Where & { readonly grace?: string }>(terminal, rotate, async (context, options, id = '') => {
    const calls = await tokenCallsOf(context, options)
    const rotated = await calls.rotate(id, options.grace === undefined ? {} : { grace_seconds: Number(options.grace) })
    context.output.done(rotated.secret ?? '', rotated)
  })

  const reset = token
    .command('reset')
    .description('Give the access token of an old space another secret, and write it; the old one ends at once.')
    .argument('<id>', 'its id')
    .option('--space <slug>', 'space of the token (LATCHKEY_SPACE)')
  handle<Where>(terminal, reset, async (context, options, id = '') => {
    const client = await context.client()
    const renewed = await client.tokens.reset({ space: context.space(options.space), token: id })
    context.output.done(renewed.secret ?? '', renewed)
  })

  const reveal = token
    .command('reveal')
    .description('Write the secret of a token whose kind is readable again; asks for a login of the last 15 minutes.')
    .argument('<id>', 'its id')
    .option('--space <slug>', 'space of the token (LATCHKEY_SPACE)')
  handle<Where>(terminal, reveal, async (context, options, id = '') => {
    const client = await context.client()
    const revealed = await client.tokens.reveal({ space: context.space(options.space), token: id })
    context.output.done(revealed.secret, revealed)
  })
}

const changes = {
  deactivate: 'Pause a token: it is refused from the next request on, until it is activated again.',
  activate: 'Resume a paused token.',
} as const

function addChanges(token: Command, terminal: Terminal): void {
  for (const [name, sentence] of Object.entries(changes)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above.
    const change = name as keyof typeof changes
    const command = anywhereOf(token.command(change).description(sentence).argument('<id>', 'its id'))
    handle<Where>(terminal, command, async (context, options, id = '') => {
      const changed = await (await tokenCallsOf(context, options))[change](id)
      context.output.done(`${changed.name} is ${changed.state}.`, changed)
    })
  }
  addRevoke(token, terminal)
  const remove = anywhereOf(
    token.command('delete').description('Revoke a token and take it out of the lists.').argument('<id>', 'its id'),
  )
  handle<Where>(terminal, remove, async (context, options, id = '') => {
    await (await tokenCallsOf(context, options)).delete(id)
    context.output.done(`${id} is deleted.`, { id })
  })
}

function addRevoke(token: Command, terminal: Terminal): void {
  const revoke = anywhereOf(
    token
      .command('revoke')
      .description('Revoke a token, for good.')
      .argument('<id>', 'its id')
      .option('--cascade', 'revoke all that it has made, too, and what that has made: all or none'),
  )
  handle<Where & { readonly cascade?: true }>(terminal, revoke, async (context, options, id = '') => {
    const client = await context.client()
    const revoked = await revokeToken(context, client, options, id, options.cascade === true)
    const made = revoked.also_revoked?.length ?? 0
    const also = made === 0 ? '' : `, and so ${made === 1 ? 'is the token' : `are the ${made} tokens`} that it made`
    context.output.done(`${revoked.name} is ${revoked.state}${also}.`, revoked)
  })
}
