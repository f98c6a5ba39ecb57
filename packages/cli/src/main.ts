#!/usr/bin/env node
import { processTerminal } from './lib/terminal.ts'
import { run } from './run.ts'

const stop = new AbortController()
// The first signal asks the command to come to its end; the second one finds the default again and ends the process.
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())
// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv.slice(2), processTerminal(stop.signal))
