import { Readable } from 'node:stream'
import type { Field } from '@latchkey/contract/content-types/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, csvColumns } from './export-csv.ts'
import { readRows } from './import/read-rows.ts'

test('a localized field has a column for each locale', () => {
  const fields: Field[] = [
    { id: 'title', type: 'text', localized: true },
    { id: 'price', type: 'number' },
  ]
  const columns = csvColumns(fields, ['en', 'de'])
  expect(columns.map(({ name }) => name)).toEqual(['title@en', 'title@de', 'price'])
  expect(columns.map((column) => column.value({ title: { de: 'Hemd' }, price: 5 }))).toEqual([undefined, 'Hemd', 5])
})

test('what is written is read again, whatever it holds', async () => {
  const text = fc.string({ minLength: 1, unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü') })
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const csv = `slug,title\nx,${csvCell(value)}\n`
      const rows = []
      for await (const row of readRows(Readable.from([Buffer.from(csv)]), { format: 'csv' })) rows.push(row)
      expect(rows).toMatchObject([{ values: { slug: 'x', title: value } }])
    }),
  )
})
