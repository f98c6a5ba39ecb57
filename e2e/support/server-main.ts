import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readConfiguration } from '@latchkey/server/configuration'
import { serve } from '@latchkey/server/serve'

// A server in a process of its own, as an operator runs it; the parent steers it over the channel of `fork`.

/** What the parent may ask, and how long the event loop stood still since it asked to watch, in milliseconds. */
export type Question = 'watch' | 'delay' | 'stop'
export type Told =
  | { readonly is: 'ready'; readonly url: string; readonly setupSecret: string | null }
  | { readonly is: 'watching' }
  | { readonly is: 'delay'; readonly p99: number; readonly max: number }

const delay = monitorEventLoopDelay({ resolution: 2 })
const server = await serve(readConfiguration(process.env))

process.on('message', (question: Question) => {
  if (question === 'watch') {
    delay.reset()
    delay.enable()
    tell({ is: 'watching' })
  } else if (question === 'delay') {
    tell({ is: 'delay', p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 })
  } else {
    void server.close().then(() => process.disconnect())
  }
})
// Nothing stays behind when the parent ends without a word.
process.on('disconnect', () => process.exit())
tell({ is: 'ready', url: server.url, setupSecret: server.setupSecret })

function tell(told: Told): void {
  process.send?.(told)
}
