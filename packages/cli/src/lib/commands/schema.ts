import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { PartialFailure } from '../exit-codes.ts'
import { handle } from '../handle.ts'
import { applyPlan } from '../schema/apply.ts'
import { planPush, type Step } from '../schema/plan.ts'
import { type Place, readRemote } from '../schema/read-remote.ts'
import { readShape, writeShape } from '../schema/schema-files.ts'
import type { Terminal } from '../terminal.ts'

interface SchemaOptions {
  readonly space?: string
  readonly branch?: string
}

interface PushOptions extends SchemaOptions {
  readonly dryRun?: boolean
  readonly confirm?: boolean
}

export function addSchema(program: Command, terminal: Terminal): void {
  const schema = program
    .command('schema')
    .description('Keep the content types and datasources of a space as files in a folder.')

  const pull = schema
    .command('pull')
    .summary('write the content types and datasources of a space into a folder')
    .description(
      'Writes content-types/<slug>.json and datasources/<slug>.json. Equal types give equal files; other files stay.',
    )
    .argument('<folder>', 'folder to write into')
    .option('--space <slug>', 'space to read (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch to read (main)')
    .addHelpText('after', '\nExample:\n  latchkey schema pull schema --space shop')
  handle<SchemaOptions>(terminal, pull, async (context, options, folder = '') => {
    const shape = await readRemote(await placeOf(context, options))
    await writeShape(folder, shape)
    const counted = `${numbered(shape.types.size, 'content type')} and ${numbered(shape.datasources.size, 'datasource')}`
    context.output.done(`${counted} written to ${folder}.`)
  })

  const push = schema
    .command('push')
    .summary('bring the content types and datasources of a space to what a folder says')
    .description(
      'Shows what it does, and does it. What only the server has stays. A change that existing values stand against is refused, unless --confirm says that they may be lost.',
    )
    .argument('<folder>', 'folder to read')
    .option('--space <slug>', 'space to change (LATCHKEY_SPACE)')
    .option('--branch <name>', 'branch to change (main)')
    .option('--dry-run', 'show what would be done, and do nothing')
    .option('--confirm', 'also where values would be lost or no longer be valid')
    .addHelpText(
      'after',
      `
Examples:
  latchkey schema push schema --space shop --dry-run
  latchkey schema push schema --space shop --branch redesign`,
    )
  handle<PushOptions>(terminal, push, runPush)
}

async function runPush(context: Context, options: PushOptions, folder = ''): Promise<void> {
  const place = await placeOf(context, options)
  const files = await readShape(folder)
  const steps = await planPush(place, files, await readRemote(place))
  const barred = steps.flatMap(({ obstacles }) => obstacles).filter((each) => !each.confirmable || !options.confirm)
  show(context, steps)
  if (options.dryRun) return
  if (barred.length > 0) {
    const remedy = barred.every(({ confirmable }) => confirmable)
      ? 'Nothing was changed: repeat it with --confirm.'
      : 'Nothing was changed: mend the values first.'
    throw new PartialFailure(remedy)
  }
  await applyPlan(place, files, steps, options.confirm === true)
}

async function placeOf(context: Context, { space, branch }: SchemaOptions): Promise<Place> {
  return { client: await context.client(), space: context.space(space), branch }
}

function show({ output }: Context, steps: readonly Step[]): void {
  const done = steps.filter(({ action }) => action !== 'keep')
  const sentences = done.flatMap((step) => [
    `${verbs[step.action]} ${step.what} ${step.slug}`,
    ...step.details.map((detail) => `  ${detail}`),
    ...step.obstacles.map(({ detail }) => `  ! ${detail}`),
  ])
  output.done(sentences.length === 0 ? 'Everything is as the files say.' : sentences.join('\n'), { steps: [...steps] })
}

const verbs: Readonly<Record<Step['action'], string>> = {
  create: 'create',
  change: 'change',
  keep: 'keep',
  leave: 'leave (no file)',
}

function numbered(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
