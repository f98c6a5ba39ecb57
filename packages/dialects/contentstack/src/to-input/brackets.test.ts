import { parseQuery } from '@latchkey/dialect-kit/vendor-query'
import { expect, test } from 'vitest'
import { listOf, namedLists } from './brackets.ts'

test.each([
  'include[]=a&include[]=b',
  'include[][]=a&include[][]=b',
  'include[0]=a&include[1]=b',
  'include=a&include=b',
])('a list is read from %s', (text) => {
  expect(listOf(parseQuery(text), 'include')).toEqual(['a', 'b'])
})

test.each([
  'only[BASE][]=a&only[BASE][]=b',
  'only[BASE][0]=a&only[BASE][1]=b',
  'only[]=a&only[]=b',
  'only[][]=a&only[][]=b',
])('a list with a name is read from %s', (text) => {
  expect([...namedLists(parseQuery(text), 'only')]).toEqual([['BASE', ['a', 'b']]])
})

test('names keep lists apart, and what has more names is no list', () => {
  const lists = namedLists(parseQuery('only[BASE][]=a&only[author][0]=name&only[a][b][]=x&onlyness[]=y'), 'only')
  expect([...lists]).toEqual([
    ['BASE', ['a']],
    ['author', ['name']],
  ])
  expect(listOf(parseQuery('include[a]=1&includes=2'), 'include')).toEqual([])
})
