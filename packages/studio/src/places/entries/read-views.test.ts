import { expect, test } from 'vitest'
import { readViews } from './read-views.ts'

test('views are read as they were kept', () => {
  const views = [{ name: 'Dear', search: { type: 'products', order: '-price', columns: 'status,field.price' } }]
  expect(readViews(JSON.stringify(views))).toEqual(views)
})

test.each(['', 'null', '{}', '[1, null, {"search":{}}]'])('what makes no sense is left out: %s', (text) => {
  expect(readViews(text)).toEqual([])
})

test('of a view, what no list understands is left out', () => {
  expect(readViews('[{"name":"Odd","search":{"status":"gone","tag":7,"type":"a"}}]')).toEqual([
    { name: 'Odd', search: { type: 'a' } },
  ])
})
