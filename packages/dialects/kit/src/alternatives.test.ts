import { expect, test } from 'vitest'
import { type Alternatives, filterTerms, multiplied, productSize } from './alternatives.ts'

const term = (name: string) => ({ path: [name, 'eq'], value: '1' })
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(term) as [
  ReturnType<typeof term>,
  ReturnType<typeof term>,
  ReturnType<typeof term>,
  ReturnType<typeof term>,
]

test('lists that all have to hold are multiplied out; one that asks for nothing changes nothing', () => {
  const lists: Alternatives[] = [[[a], [b]], [], [[c, d]]]
  expect(multiplied(lists)).toEqual([
    [a, c, d],
    [b, c, d],
  ])
  expect(productSize(lists)).toBe(2)
  expect(multiplied([])).toEqual([])
  expect(multiplied([[], []])).toEqual([])
})

test('one alternative is terms alone, several are numbered', () => {
  expect(filterTerms([])).toEqual([])
  expect(filterTerms([[a, b]])).toEqual([a, b])
  expect(filterTerms([[a], [b]]).map(({ path }) => path.join('.'))).toEqual(['or.0.a.eq', 'or.1.b.eq'])
})
