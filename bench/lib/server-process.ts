import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type ServerProcess = {
  /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string
  readonly pid: number
  /** Everything that it printed before it was ready. */
  readonly greeting: string
  /** Ends it by SIGTERM and waits until it is gone. */
  stop(): Promise<void>
}

const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/

/** Starts a Node program and waits, 60 seconds at most, for a line that holds its loopback address. */
export const startServer = async (
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, [...argv], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
  }
  const deadline = setTimeout(() => child.kill('SIGKILL'), 60_000)
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    const url = address.exec(line)?.[0]
    if (url === undefined || child.pid === undefined) continue
    clearTimeout(deadline)
    // Whatever it prints from here on must not fill the pipe and stall it.
    child.stdout.resume()
    return { url: url.replace('localhost', '127.0.0.1'), pid: child.pid, greeting: lines.join('\n'), stop }
  }
  clearTimeout(deadline)
  throw new Error(`${argv.join(' ')} ended before it named its address. It printed:\n${lines.join('\n')}`)
}
