import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface InviteOptions {
  readonly role?: string
}

export function addOrganization(program: Command, terminal: Terminal): void {
  const organization = program.command('organization').description('Organizations and their people.')

  handle(
    terminal,
    organization.command('list').description('List the organizations that you belong to.'),
    async (context) => {
      const client = await context.client()
      context.output.list(await gather(client.items('organizations.list')), ({ slug, name, single_sign_on, id }) => ({
        slug,
        name,
        single_sign_on,
        id,
      }))
    },
  )

  const people = named(organization, 'people', 'List the people of an organization.')
  handle(terminal, people, async (context, _options, slug = '') => {
    const client = await context.client()
    const found = await gather(client.items('organization-members.list', { params: { organization: slug } }))
    context.output.list(found, ({ email, name, role, account }) => ({ email, name, role, account }))
  })

  const invite = named(organization, 'invite', 'Invite an address to an organization.')
    .argument('<email>', 'the address')
    .option('--role <role>', 'administrator or member (member)')
    .addHelpText('after', '\nExample:\n  latchkey organization invite studio ada@example.com --role administrator')
  handle<InviteOptions>(terminal, invite, async (context, { role = 'member' }, slug = '', email = '') => {
    const client = await context.client()
    const body = { email, role: role === 'administrator' ? role : 'member' } as const
    context.output.record(await client.organizationInvitations.create({ organization: slug }, { body }))
  })

  const remove = named(organization, 'remove', 'Remove somebody from an organization and all of its spaces.').argument(
    '<account>',
    'id of the account',
  )
  handle(terminal, remove, async (context, _options, slug = '', person = '') => {
    const client = await context.client()
    await client.organizationMembers.remove({ organization: slug, person })
    context.output.done(`${person} is no longer in ${slug}.`, { account: person })
  })
}

function named(organization: Command, name: string, sentence: string): Command {
  return organization.command(name).description(sentence).argument('<slug>', 'slug or id of the organization')
}
