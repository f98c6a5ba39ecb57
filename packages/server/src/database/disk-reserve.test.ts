import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseProblem } from './database-problem.ts'
import { DiskReserve } from './disk-reserve.ts'
import { openDatabase } from './open-database.ts'
import { insertSpace, insertToken } from './test-rows.ts'

test('the reserve is spent once and taken again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-reserve-'))
  const path = join(folder, 'reserve')
  const reserve = new DiskReserve(path)
  expect(statSync(path).size).toBe(4 * 1024 * 1024)
  expect([reserve.spend(), reserve.spend(), existsSync(path)]).toEqual([true, false, false])
  reserve.refill()
  expect(existsSync(path)).toBe(true)
  rmSync(folder, { recursive: true })
})

/** Whether a small file system can be mounted here. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

// Needs a file system that can be filled, which only root on Linux can mount.
test.runIf(canMount)(
  'on a full disk writes fail as storage, and reads and urgent writes go on',
  async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'latchkey-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', dataFolder])
    try {
      const database = await openDatabase({ dataFolder })
      await database.migrate()
      const space = await database.write((tx) => insertSpace(tx, 'shop'))
      const tokenId = await database.write((tx) => insertToken(tx, space))
      const fill = () => database.write((tx) => insertToken(tx, space, { note: 'x'.repeat(100_000) }))
      let failure: unknown = null
      while (failure === null)
        failure = await fill().then(
          () => null,
          (error: unknown) => error,
        )
      expect(databaseProblem(failure)).toEqual({ kind: 'storage' })
      const revoke = (version: number) =>
        database.write((tx) => tx.updateTable('tokens').set({ version }).where('id', '=', tokenId).execute(), {
          urgent: true,
        })
      for (let version = 2; version < 12; version += 1) {
        await revoke(version)
        expect(database.stamps.stamp(tokenId, 'shop')).toMatchObject({ tokenVersion: version })
      }
      execFileSync('mount', ['-o', 'remount,size=40m', dataFolder])
      await fill()
      expect(existsSync(join(dataFolder, 'latchkey.reserve'))).toBe(true)
      await database.close()
    } finally {
      execFileSync('umount', [dataFolder])
    }
  },
  30_000,
)
