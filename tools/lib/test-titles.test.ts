import { expect, test } from 'vitest'
import { testTitlesIn } from './test-titles.ts'

const source = `
import { test } from 'vitest'

test('by itself', () => {})

describe('a block', () => {
  test("it’s in the block", () => {
    test.extend({})
  })
  it.each([
    ['a (row)', 'test('],
  ])('%s is %s', () => {})

  describe.each(rows)('$name', () => {
    test.each<[string, boolean]>(rows)(
      'on a line of its own: %s',
      () => {},
    )
  })
  test.skipIf(away)('perhaps', () => {})
})

describeEachDatabase('on both', (databases) => {
  test(\`it holds, \${count} times\`, async () => {})
})
describeDatabase('sqlite', 'on one', (databases) => {
  test('is not’s', () => expect(1).toBe(1))
  test('isn\\'t', () => {})
})
test(name, () => {})
`

test('titles are told behind those of their blocks, as they are written', () => {
  expect(testTitlesIn(source)).toEqual([
    'by itself',
    'a block › it’s in the block',
    'a block › %s is %s',
    'a block › $name › on a line of its own: %s',
    'a block › perhaps',
    'on both › it holds, ${count} times',
    'on one › is not’s',
    "on one › isn't",
  ])
})
