import type { Command } from 'commander'
import { collect, handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

interface ExplainOptions {
  readonly space?: string
  readonly action: string
  readonly type?: string
  readonly entry?: string
  readonly resource?: string
  readonly field: readonly string[]
  readonly locale: readonly string[]
  readonly tag: readonly string[]
}

export function addTokenExplain(token: Command, terminal: Terminal): void {
  const command = token
    .command('explain')
    .description('Say whether a token may do something, which grants decide it, and what would be missing.')
    .argument('<id>', 'its id')
    .requiredOption('--action <name>', 'what is asked: content.update')
    .option('--space <slug>', 'space of the token (LATCHKEY_SPACE)')
    .option('--type <slug>', 'content type')
    .option('--entry <slug>', 'entry of the type')
    .option('--resource <name>', 'another resource: roles:editor')
    .option('--field <name>', 'field that would be touched; several times', collect, [])
    .option('--locale <code>', 'locale that would be touched; several times', collect, [])
    .option(
      '--tag <name>',
      'tag that an update would give, or that what does not exist is imagined to bear; several times',
      collect,
      [],
    )
    .addHelpText(
      'after',
      '\nExample:\n  latchkey token explain 7Hq2mK9xB1aZ --space shop --action content.update --type products --field price',
    )
  handle<ExplainOptions>(terminal, command, async (context, options, id = '') => {
    const client = await context.client()
    const { action, type, entry, resource, field, locale, tag } = options
    const explanation = await client.tokens.explain(
      { space: context.space(options.space), token: id },
      {
        body: {
          action,
          ...(type !== undefined && { type }),
          ...(entry !== undefined && { entry }),
          ...(resource !== undefined && { resource }),
          ...(field.length > 0 && { fields: field }),
          ...(locale.length > 0 && { locales: locale }),
          ...(tag.length > 0 && { tags: tag }),
        },
      },
    )
    if (context.output.json) {
      context.output.record(explanation)
      return
    }
    context.terminal.out(explanation.sentence)
    context.output.list(explanation.layers, ({ layer, allowed, because }) => ({
      layer,
      allowed: allowed ? 'yes' : 'no',
      because,
    }))
    if (explanation.missing_grant) context.terminal.out(`Missing: ${JSON.stringify(explanation.missing_grant)}`)
  })
}
