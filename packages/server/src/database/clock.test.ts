import { expect, test } from 'vitest'
import { openClock } from './clock.ts'
import { describeEachDatabase } from './test-databases.ts'

describeEachDatabase('the clock', (databases) => {
  test('does not step back with the machine', async () => {
    const { database } = await databases.open()
    let system = 1000
    const clock = await openClock(database, () => system)
    expect(clock.now()).toBe(1000)
    system = 400
    expect(clock.now()).toBe(1000)
  })

  test('does not step back over a restart once it was kept', async () => {
    const { database } = await databases.open()
    const clock = await openClock(database, () => 5000)
    await clock.keep()
    expect((await openClock(database, () => 10)).now()).toBe(5000)
  })

  test('learns a later time that another node kept, and never lowers it', async () => {
    const { database } = await databases.open()
    const behind = await openClock(database, () => 10)
    const ahead = await openClock(database, () => 5000)
    await ahead.keep()
    await behind.keep()
    expect(behind.now()).toBe(5000)
    expect((await openClock(database, () => 10)).now()).toBe(5000)
  })
})
