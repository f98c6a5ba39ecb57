import type { Database, Writer } from './database.ts'

const blockSize = 100

interface Block {
  next: number
  readonly end: number
}

/**
 * Gives out numbers for kinds of things, such as `entry`: unique, growing within a process, with gaps.
 *
 * They are taken a hundred at a time in a short transaction of its own, so ask before `database.write`, not inside. Numbers
 * that a process did not use are lost with it.
 */
export function openSerials(database: Database): (kind: string) => Promise<number> {
  const blocks = new Map<string, Block>()
  const taking = new Map<string, Promise<void>>()
  return async (kind) => {
    for (;;) {
      const block = blocks.get(kind)
      if (block !== undefined && block.next < block.end) {
        block.next += 1
        return block.next - 1
      }
      const running = taking.get(kind) ?? takeBlock(database, kind).then((taken) => void blocks.set(kind, taken))
      taking.set(kind, running)
      await running.finally(() => taking.delete(kind))
    }
  }
}

/**
 * One number of a kind, in a transaction that is open anyway: for things that are made so seldom that others who make one may
 * wait for its end. Ask late: nothing but the audit trail is locked after it.
 */
export async function takeSerial(tx: Writer, kind: string): Promise<number> {
  return (await take(tx, kind, 1)) - 1
}

async function takeBlock(database: Database, kind: string): Promise<Block> {
  const next = await database.write((tx) => take(tx, kind, blockSize))
  return { next: next - blockSize, end: next }
}

/** Takes some numbers, and answers the one behind them. */
async function take(tx: Writer, kind: string, size: number): Promise<number> {
  const { next } = await tx
    .insertInto('serials')
    .values({ kind, next: 1 + size })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet((row) => ({ next: row('serials.next', '+', size) })))
    .returning('next')
    .executeTakeFirstOrThrow()
  return next
}
