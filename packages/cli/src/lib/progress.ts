import { SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

/** Shows how far something is. */
export interface Progress {
  /** So many more bytes have been read. */
  read(bytes: number): void
  /** What stands beside the bar. */
  show(sentence: string): void
  /** A line of its own, above the bar. */
  say(line: string): void
  close(): void
}

/** A bar for a person at a terminal; nothing but the lines otherwise. A null size is not known: no bar. */
export function openProgress(terminal: Terminal, sizeBytes: number | null): Progress {
  if (!terminal.interactive || sizeBytes === null || sizeBytes === 0) {
    return { read: () => {}, show: () => {}, say: (line) => terminal.err(line), close: () => {} }
  }
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {sentence}',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: true,
  })
  bar.start(sizeBytes, 0, { sentence: '' })
  return {
    read: (bytes) => bar.increment(bytes),
    show: (sentence) => bar.update({ sentence }),
    say(line) {
      // Clears the line of the bar, which draws itself again below.
      terminal.err(`\r\u001b[2K${line}`)
    },
    close: () => bar.stop(),
  }
}
