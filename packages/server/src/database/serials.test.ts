import { expect, test } from 'vitest'
import { openSerials } from './serials.ts'
import { describeEachDatabase } from './test-databases.ts'

describeEachDatabase('serials', (databases) => {
  test('count up from 1, each kind for itself', async () => {
    const serials = openSerials((await databases.open()).database)
    expect([await serials('entry'), await serials('entry'), await serials('asset')]).toEqual([1, 2, 1])
  })

  test('are never given out twice, however many ask at once', async () => {
    const { database } = await databases.open()
    const processes = [openSerials(database), openSerials(database)]
    const given = await Promise.all(Array.from({ length: 450 }, (_, index) => processes[index % 2]!('entry')))
    expect(new Set(given).size).toBe(450)
  })

  test('leave a gap where a process ended', async () => {
    const { database } = await databases.open()
    expect(await openSerials(database)('entry')).toBe(1)
    expect(await openSerials(database)('entry')).toBe(101)
  })

  test('are taken a hundred at a time', async () => {
    const { database } = await databases.open()
    const serials = openSerials(database)
    for (let count = 0; count < 100; count += 1) await serials('entry')
    expect(await database.read((db) => db.selectFrom('serials').selectAll().execute())).toEqual([
      { kind: 'entry', next: 101 },
    ])
  })

  test('are given again after a failure to take them', async () => {
    const { database } = await databases.open()
    let broken = true
    const serials = openSerials({
      engine: database.engine,
      stamps: database.stamps,
      hot: database.hot,
      read: (work) => database.read(work),
      write: (work) => (broken ? Promise.reject(new Error('away')) : database.write(work)),
      migrate: () => database.migrate(),
      health: () => database.health(),
      close: () => database.close(),
    })
    await expect(serials('entry')).rejects.toThrow('away')
    broken = false
    expect(await serials('entry')).toBe(1)
  })
})
