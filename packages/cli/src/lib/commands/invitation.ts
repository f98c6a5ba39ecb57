import type { Command } from 'commander'
import { collect, handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
}

interface CreateOptions extends Where {
  readonly role?: string[]
}

export function addInvitation(program: Command, terminal: Terminal): void {
  const invitation = program.command('invitation').description('Invite people to a space; answer your own invitations.')

  const create = invitation
    .command('create')
    .description('Invite an address to a space.')
    .argument('<email>', 'the address')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
    .option('--role <name>', 'a role of the space; repeatable (Viewer)', collect)
    .addHelpText('after', '\nExample:\n  latchkey invitation create ada@example.com --space shop --role Editor')
  handle<CreateOptions>(terminal, create, async (context, { space, role = ['Viewer'] }, email = '') => {
    const client = await context.client()
    const body = { email, roles: role }
    context.output.record(await client.invitations.create({ space: context.space(space) }, { body }))
  })

  const pending = invitation
    .command('pending')
    .description('List who is invited to a space and has not answered yet.')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
  handle<Where>(terminal, pending, async (context, { space }) => {
    const client = await context.client()
    const { items } = await client.invitations.list({ space: context.space(space) })
    context.output.list(items, ({ email, roles, expires_at, id }) => ({
      email,
      roles: roles.map(({ name }) => name).join(', '),
      until: expires_at,
      id,
    }))
  })

  const withdraw = invitation
    .command('withdraw')
    .description('Withdraw an invitation to a space.')
    .argument('<id>', 'id of the invitation')
    .option('--space <slug>', 'space (LATCHKEY_SPACE)')
  handle<Where>(terminal, withdraw, async (context, { space }, id = '') => {
    const client = await context.client()
    await client.invitations.withdraw({ space: context.space(space), invitation: id })
    context.output.done('The invitation is withdrawn.', { id })
  })

  handle(
    terminal,
    invitation.command('list').description('List the invitations to your own address.'),
    async (context) => {
      const client = await context.client()
      const { items } = await client.accountInvitations.list()
      context.output.list(items, ({ id, space, organization, roles, expires_at }) => ({
        to: space?.name ?? organization?.name ?? '',
        roles: roles.join(', '),
        until: expires_at,
        id,
      }))
    },
  )

  for (const [verb, done] of [
    ['accept', 'accepted'],
    ['decline', 'declined'],
  ] as const) {
    const answer = invitation
      .command(verb)
      .description(`${verb === 'accept' ? 'Accept' : 'Decline'} an invitation to your own address.`)
      .argument('<id>', 'id of the invitation')
    handle(terminal, answer, async (context, _options, id = '') => {
      const client = await context.client()
      await client.accountInvitations[verb]({ invitation: id })
      context.output.done(`The invitation is ${done}.`, { id })
    })
  }
}
