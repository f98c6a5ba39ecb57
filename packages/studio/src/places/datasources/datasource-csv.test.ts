import { expect, test } from 'vitest'
import '../../words/late.ts'
import { csvOfEntries, entriesInCsv } from './datasource-csv.ts'

const sizes = { dimensions: ['de', 'fr'] }

test('entries are read by the names in the first line, and an empty cell says nothing', () => {
  expect(entriesInCsv(sizes, 'de,key,value\nKlein,s,Small\n,m,\n')).toEqual({
    ok: true,
    entries: [{ key: 's', value: 'Small', values: { de: 'Klein' } }, { key: 'm' }],
  })
})

test('what was exported is imported as it was', () => {
  const entries: Parameters<typeof csvOfEntries>[1] = [
    { key: '-1', value: 'Minus, one', values: { de: 'Minus "eins"' } },
    { key: 'm', value: 'Medium', values: {} },
  ]
  expect(entriesInCsv(sizes, csvOfEntries(sizes, entries))).toEqual({
    ok: true,
    entries: [entries[0], { key: 'm', value: 'Medium' }],
  })
})

test.each([
  ['value\nSmall', /“key”/],
  ['key,it\ns,Piccolo', /it/],
  [`key\n${Array.from({ length: 1001 }, (_, index) => `k${index}`).join('\n')}`, /1000/],
])('what cannot be imported says why: %#', (text, why) => {
  expect(entriesInCsv(sizes, text)).toEqual({ ok: false, why: expect.stringMatching(why) })
})
