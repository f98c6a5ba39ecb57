import { expect, test } from 'vitest'
import { nameOfParts, partsOfName } from './names.ts'

test('a name is its parts again', () => {
  for (const name of ['Ada Lovelace', 'Ada', 'Ada King of Lovelace']) {
    const { firstName, lastName } = partsOfName(name)
    expect(nameOfParts(firstName, lastName)).toBe(name)
  }
  expect(partsOfName('Ada King Lovelace')).toEqual({ firstName: 'Ada King', lastName: 'Lovelace' })
})
