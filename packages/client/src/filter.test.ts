import { expect, test } from 'vitest'
import { type Filter, filterParameters } from './filter.ts'

test.each<[string, Filter, [string, string][]]>([
  ['a plain value is equality', { category: 'shirts' }, [['filter[category][eq]', 'shirts']]],
  [
    'comparisons of one field are separate terms',
    { price: { gte: 10, lt: 50 } },
    [
      ['filter[price][gte]', '10'],
      ['filter[price][lt]', '50'],
    ],
  ],
  ['a list of values is joined by commas', { size: { in: ['m', 'l'] } }, [['filter[size][in]', 'm,l']]],
  [
    'alternatives are numbered',
    { or: [{ price: { lt: 5 } }, { sale: true }] },
    [
      ['filter[or][0][price][lt]', '5'],
      ['filter[or][1][sale][eq]', 'true'],
    ],
  ],
  ['an undefined field is left out', { price: undefined }, []],
])('%s', (_, filter, parameters) => {
  expect(filterParameters(filter)).toEqual(parameters)
})
