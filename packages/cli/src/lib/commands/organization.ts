import type { Command } from 'commander'
import { UsageError } from '../exit-codes.ts'
import { gather } from '../gather.ts'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface CreateOptions {
  readonly name?: string
}

interface InviteOptions {
  readonly role?: string
}

export function addOrganization(program: Command, terminal: Terminal): void {
  const organization = program.command('organization').description('Organizations, their people and spaces.')

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

  const create = organization
    .command('create')
    .description('Create an organization; you own it.')
    .argument('<slug>', 'its name in URLs')
    .option('--name <name>', 'its name for people (the slug)')
  handle<CreateOptions>(terminal, create, async (context, { name }, slug = '') => {
    const client = await context.client()
    context.output.record(await client.organizations.create({ body: { slug, name: name ?? slug } }))
  })

  const spaces = named(organization, 'spaces', 'List the spaces of an organization, also those that you are not in.')
  handle(terminal, spaces, async (context, _options, slug = '') => {
    const client = await context.client()
    const found = await gather(client.items('organization-spaces.list', { params: { organization: slug } }))
    context.output.list(found, ({ slug: space, name, owner, id }) => ({ slug: space, name, owner, id }))
  })

  addPeople(organization, terminal)
  addInvited(organization, terminal)
}

function addPeople(organization: Command, terminal: Terminal): void {
  const people = named(organization, 'people', 'List the people of an organization.')
  handle(terminal, people, async (context, _options, slug = '') => {
    const client = await context.client()
    const found = await gather(client.items('organization-members.list', { params: { organization: slug } }))
    context.output.list(found, ({ email, name, role, account }) => ({ email, name, role, account }))
  })

  const role = named(organization, 'set-role', 'Make somebody an administrator or a member of an organization.')
    .argument('<account>', 'id of the account')
    .argument('<role>', 'administrator or member')
  handle(terminal, role, async (context, _options, slug = '', person = '', given = '') => {
    const client = await context.client()
    const changed = await client.organizationMembers.update(
      { organization: slug, person },
      { body: { role: givenRole(given) } },
    )
    context.output.done(`${changed.email} is ${changed.role} of ${slug}.`, changed)
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

  const leave = named(organization, 'leave', 'Leave an organization and all of its spaces.')
  handle(terminal, leave, async (context, _options, slug = '') => {
    const client = await context.client()
    await client.accountOrganizations.leave({ organization: slug })
    context.output.done(`You are no longer in ${slug}.`, { organization: slug })
  })
}

function addInvited(organization: Command, terminal: Terminal): void {
  const invite = named(organization, 'invite', 'Invite an address to an organization.')
    .argument('<email>', 'the address')
    .option('--role <role>', 'administrator or member (member)')
    .addHelpText('after', '\nExample:\n  latchkey organization invite studio ada@example.com --role administrator')
  handle<InviteOptions>(terminal, invite, async (context, { role = 'member' }, slug = '', email = '') => {
    const client = await context.client()
    const body = { email, role: givenRole(role) }
    context.output.record(await client.organizationInvitations.create({ organization: slug }, { body }))
  })

  const invited = named(organization, 'invited', 'List who is invited and has not answered yet.')
  handle(terminal, invited, async (context, _options, slug = '') => {
    const client = await context.client()
    const { items } = await client.organizationInvitations.list({ organization: slug })
    context.output.list(items, ({ email, role, expires_at, id }) => ({ email, role, until: expires_at, id }))
  })

  const withdraw = named(organization, 'withdraw', 'Withdraw an invitation to an organization.').argument(
    '<id>',
    'id of the invitation',
  )
  handle(terminal, withdraw, async (context, _options, slug = '', invitation = '') => {
    const client = await context.client()
    await client.organizationInvitations.withdraw({ organization: slug, invitation })
    context.output.done('The invitation is withdrawn.', { id: invitation })
  })
}

/** The role as it is typed. */
function givenRole(role: string): 'administrator' | 'member' {
  if (role !== 'administrator' && role !== 'member')
    throw new UsageError(`${role} is no role: administrator or member.`)
  return role
}

function named(organization: Command, name: string, sentence: string): Command {
  return organization.command(name).description(sentence).argument('<slug>', 'slug or id of the organization')
}
