import { expect, test } from 'vitest'
import { insertRows } from './insert-rows.ts'
import { describeEachDatabase } from './test-databases.ts'
import { insertSpace } from './test-rows.ts'

describeEachDatabase('inserting rows', (databases) => {
  test('keeps every value of many rows, in more than one statement', async () => {
    const { database } = await databases.open()
    const rows = Array.from({ length: 250 }, (_row, position) => ({
      field_id: '1.sizes',
      locale: '',
      position,
      num: position % 2 === 0 ? position / 4 : null,
      str: position % 2 === 0 ? null : `"${position}'`,
      entry_id: 'entry',
    }))
    const viewId = await database.write(async (tx) => {
      const { spaceId } = await insertSpace(tx, 'shop')
      const view = { id: 'view', space_id: spaceId, branch_id: 'main', environment_id: null }
      await insertRows(tx, 'views', [view])
      await insertRows(
        tx,
        'field_index',
        rows.map((row) => ({ ...row, view_id: view.id })),
      )
      return view.id
    })
    const stored = await database.read((db) => db.selectFrom('field_index').selectAll().orderBy('position').execute())
    expect(stored).toEqual(rows.map((row) => ({ ...row, view_id: viewId })))
  })

  test('of no rows does nothing', async () => {
    const { database } = await databases.open()
    await expect(database.write((tx) => insertRows(tx, 'audit', []))).resolves.toBeUndefined()
  })
})
