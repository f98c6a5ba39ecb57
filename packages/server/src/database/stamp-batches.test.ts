import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type AskStamps, StampBatches } from './stamp-batches.ts'

const uuid = '018f3c1e-7b7a-7c3e-8a51-0123456789ab'
const stampOf = (tokenVersion: number) => ({
  tokenVersion,
  spaceEpoch: 0,
  accountEpoch: 0,
  contentVersion: 0,
  spaceId: null,
})

/** A database that answers when it is told to. */
function slowDatabase() {
  const batches: { column: string; tokens: string[]; answer: () => void; fail: (error: Error) => void }[] = []
  const ask: AskStamps = (column, questions) =>
    new Promise((resolve, reject) => {
      const answer = () => resolve(questions.map((question) => stampOf(Number(question.tokenId))))
      batches.push({ column, tokens: questions.map((question) => question.tokenId), answer, fail: reject })
    })
  return { batches, stamps: new StampBatches(ask) }
}

test('questions of one tick go out together, and only after the tick', async () => {
  const { batches, stamps } = slowDatabase()
  const asked = ['1', '2', '3'].map((id) => stamps.stamp(id, 'shop'))
  expect(batches).toEqual([])
  await nextTick()
  expect(batches.map((batch) => batch.tokens)).toEqual([['1', '2', '3']])
  batches[0]?.answer()
  expect(await Promise.all(asked)).toEqual([stampOf(1), stampOf(2), stampOf(3)])
})

test('ids and slugs are asked for apart', async () => {
  const { batches, stamps } = slowDatabase()
  void stamps.stamp('1', 'shop')
  void stamps.stamp('2', uuid)
  void stamps.stamp('3', null)
  await nextTick()
  expect(batches.map(({ column, tokens }) => [column, tokens])).toEqual([
    ['slug', ['1', '3']],
    ['id', ['2']],
  ])
})

test('at most two batches are on their way; a question that comes meanwhile waits for the next', async () => {
  const { batches, stamps } = slowDatabase()
  for (const id of ['1', '2', '3', '4']) {
    void stamps.stamp(id, 'shop')
    await nextTick()
  }
  expect(batches.map((batch) => batch.tokens)).toEqual([['1'], ['2']])
  batches[0]?.answer()
  await nextTick()
  expect(batches.map((batch) => batch.tokens)).toEqual([['1'], ['2'], ['3', '4']])
})

test('a failed batch fails its own questions and no others', async () => {
  const { batches, stamps } = slowDatabase()
  const failing = stamps.stamp('1', 'shop')
  await nextTick()
  const fine = stamps.stamp('2', 'shop')
  await nextTick()
  batches[0]?.fail(new Error('gone'))
  batches[1]?.answer()
  await expect(failing).rejects.toThrow('gone')
  expect(await fine).toEqual(stampOf(2))
})

test('no question waits for ever behind the other sort', async () => {
  const { batches, stamps } = slowDatabase()
  for (const segment of ['shop', 'shop', uuid, 'shop']) {
    void stamps.stamp('1', segment)
    await nextTick()
  }
  batches[0]?.answer()
  await nextTick()
  expect(batches[2]?.column).toBe('id')
})
