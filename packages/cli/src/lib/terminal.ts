/** Where a command reads and writes; tests bring their own. */
export interface Terminal {
  /** Results: what a program after the pipe wants. */
  out(text: string): void
  /** Everything else: progress, notes, complaints. */
  err(text: string): void
  /** Bytes of standard input. */
  readonly input: AsyncIterable<Uint8Array>
  /** Whether a person sits at it, who can be asked. */
  readonly interactive: boolean
  /** Variables of the environment; empty ones are as good as not set. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** The terminal of this process. */
export function processTerminal(signal: AbortSignal): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    input: process.stdin,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    env: Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')),
    signal,
  }
}

/** All of standard input as text. */
export async function readInput({ input }: Terminal): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of input) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
