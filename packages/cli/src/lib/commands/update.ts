import type { Command } from 'commander'
import { handle } from '../handle.ts'
import type { Terminal } from '../terminal.ts'

const requests = {
  check: 'Ask the release feed for the latest release.',
  download: 'Download the release that the last check has found.',
} as const

export function addUpdate(program: Command, terminal: Terminal): void {
  const update = program
    .command('update')
    .description('Learn of newer releases and download them; for installation administrators.')

  handle(terminal, update.command('show').description('Show what the last check has found.'), async (context) => {
    const client = await context.client()
    context.output.record(await client.updates.show(), ({ available, ...rest }) => ({
      ...rest,
      available: available?.version ?? null,
      downloaded: available?.downloaded ?? null,
    }))
  })

  for (const [name, sentence] of Object.entries(requests)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above.
    const request = name as keyof typeof requests
    handle(terminal, update.command(name).description(sentence), async (context) => {
      const client = await context.client()
      context.output.done(
        'It is being done: `latchkey update show` says what came of it.',
        await client.updates[request](),
      )
    })
  }

  const install = update.command('install').description('Show what to run to install the downloaded release.')
  handle(terminal, install, async (context) => {
    const client = await context.client()
    const { steps, ...release } = await client.updates.install()
    context.output.done(steps.map((step, index) => `${index + 1}. ${step}`).join('\n'), { ...release, steps })
  })
}
