import type { Command } from 'commander'
import { gather } from '../gather.ts'
import { collect, handle } from '../handle.ts'
import { readPairs } from '../json-argument.ts'
import type { Terminal } from '../terminal.ts'

interface Where {
  readonly space?: string
}

interface CreateOptions extends Where {
  readonly name?: string
  readonly dimension?: string[]
  readonly delivered?: boolean
}

interface SetOptions extends Where {
  readonly in?: string[]
}

/** What is wanted of a datasource one by one; whole lists are kept as files by `schema push` and `pull`. */
export function addDatasource(program: Command, terminal: Terminal): void {
  const datasource = program
    .command('datasource')
    .description('Lists of keys and values that select fields choose from.')
  addLists(datasource, terminal)
  addEntries(datasource, terminal)
}

function inSpace(command: Command): Command {
  return command.option('--space <slug>', 'space of the datasource (LATCHKEY_SPACE)')
}

function ofDatasource(datasource: Command, name: string, sentence: string): Command {
  return inSpace(datasource.command(name).description(sentence).argument('<datasource>', 'its slug or id'))
}

function addLists(datasource: Command, terminal: Terminal): void {
  const list = inSpace(datasource.command('list').description('List the datasources of a space.'))
  handle<Where>(terminal, list, async (context, options) => {
    const client = await context.client()
    const { items } = await client.datasources.list({ space: context.space(options.space) })
    context.output.list(items, ({ slug, name, dimensions, delivered, id }) => ({
      slug,
      name,
      dimensions: dimensions.join(' '),
      delivered: delivered ? 'yes' : 'no',
      id,
    }))
  })

  const create = inSpace(
    datasource
      .command('create')
      .description('Create a datasource.')
      .argument('<slug>', 'its name in URLs')
      .option('--name <name>', 'its name for people (the slug)')
      .option('--dimension <name>', 'a further label of every key; repeatable', collect)
      .option('--delivered', 'sites may read it')
      .addHelpText('after', '\nExample:\n  latchkey datasource create sizes --dimension de --delivered --space shop'),
  )
  handle<CreateOptions>(terminal, create, async (context, options, slug = '') => {
    const { name, dimension: dimensions, delivered } = options
    const client = await context.client()
    const body = {
      slug,
      ...(name !== undefined && { name }),
      ...(dimensions && { dimensions }),
      ...(delivered === true && { delivered }),
    }
    context.output.record(await client.datasources.create({ space: context.space(options.space) }, { body }))
  })

  const remove = ofDatasource(datasource, 'delete', 'Delete a datasource that no field names.')
  handle<Where>(terminal, remove, async (context, options, slug = '') => {
    const client = await context.client()
    await client.datasources.delete({ space: context.space(options.space), datasource: slug })
    context.output.done(`${slug} is deleted.`, { datasource: slug })
  })
}

function addEntries(datasource: Command, terminal: Terminal): void {
  const entries = ofDatasource(datasource, 'entries', 'List the entries of a datasource in their order.')
  handle<Where>(terminal, entries, async (context, options, slug = '') => {
    const client = await context.client()
    const params = { space: context.space(options.space), datasource: slug }
    const found = await gather(client.items('datasource-entries.list', { params }))
    context.output.list(found, ({ key, value, values }) => ({ key, value, ...values }))
  })

  const set = ofDatasource(datasource, 'set', 'Give a key its value; a new key comes last.')
    .argument('<key>', 'what an entry stores')
    .argument('[value]', 'what people read (the key)')
    .option('--in <dimension=value>', 'its value in a dimension; repeatable', collect)
    .addHelpText('after', '\nExample:\n  latchkey datasource set sizes s Small --in de=Klein --space shop')
  handle<SetOptions>(terminal, set, async (context, options, slug = '', key = '', value) => {
    const client = await context.client()
    const params = { space: context.space(options.space), datasource: slug }
    const values = readPairs('--in', options.in ?? [])
    const entry = { key, ...(value !== undefined && { value }), values }
    await client.datasourceEntries.import(params, { body: { entries: [entry] } })
    context.output.done(`${slug} has ${key}.`, entry)
  })

  const remove = ofDatasource(datasource, 'remove', 'Take a key that nothing uses out of a datasource.').argument(
    '<key>',
    'the key',
  )
  handle<Where>(terminal, remove, async (context, options, slug = '', key = '') => {
    const client = await context.client()
    await client.datasourceEntries.delete({ space: context.space(options.space), datasource: slug, key })
    context.output.done(`${key} is out of ${slug}.`, { key })
  })
}
