import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows } from './read-rows.ts'
import type { Format, Row } from './row.ts'

async function read(format: Format, text: string | Buffer, pieceBytes = 7): Promise<Row[]> {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  )
  const rows: Row[] = []
  for await (const row of readRows(Readable.from(pieces), { format })) rows.push(row)
  return rows
}

const lines = (rows: readonly Row[]) => rows.map((row) => [row.line, 'problem' in row ? 'bad' : row.values])

describe('NDJSON', () => {
  test('each line is a row, and empty ones are none', async () => {
    expect(lines(await read('ndjson', '{"a":1}\n\n{"a":"ü"}'))).toEqual([
      [1, { a: 1 }],
      [3, { a: 'ü' }],
    ])
  })

  test('a bad line takes no other along', async () => {
    expect(lines(await read('ndjson', '{"a":1}\n{"a":\n[1]\n{"a":2}\r\n'))).toEqual([
      [1, { a: 1 }],
      [2, 'bad'],
      [3, 'bad'],
      [4, { a: 2 }],
    ])
  })
})

describe('a JSON array', () => {
  test('its objects are rows, with the lines that they begin on', async () => {
    const text = '\uFEFF[\n  {"a": "]},{"},\n  {"a": {"b": [1, "\\""]}}\n]\n'
    expect(lines(await read('json', text, 1))).toEqual([
      [2, { a: ']},{' }],
      [3, { a: { b: [1, '"'] } }],
    ])
  })

  test('an element that is not JSON is one bad row', async () => {
    expect(lines(await read('json', '[{"a":1},\n{"a":oops},\n7,\n{"a":2}]'))).toEqual([
      [1, { a: 1 }],
      [2, 'bad'],
      [3, 'bad'],
      [4, { a: 2 }],
    ])
  })

  test('a file that ends too early says so and keeps what was whole', async () => {
    expect(lines(await read('json', '[{"a":1},\n{"a":'))).toEqual([
      [1, { a: 1 }],
      [2, 'bad'],
    ])
  })

  test('an empty array has no rows', async () => {
    expect(await read('json', '[ ]')).toEqual([])
  })

  test.each([
    ['', 'empty'],
    ['{"a":1}', 'one array'],
    ['[] []', 'after the array'],
  ])('%j is refused', async (text, sentence) => {
    await expect(read('json', text)).rejects.toThrow(sentence)
  })

  test('whatever it holds, and however it arrives, JSON.parse reads the same', async () => {
    const rows = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 2), async (values, piece, indent) => {
        const text = JSON.stringify(values, null, indent)
        expect((await read('json', text, piece)).map((row) => 'values' in row && row.values)).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('CSV', () => {
  test('the first row names the columns, and empty cells are no values', async () => {
    expect(lines(await read('csv', '\uFEFFslug,title@de,price\na,"Hemd, rot",5\nb,,7\n'))).toEqual([
      [2, { slug: 'a', 'title@de': 'Hemd, rot', price: '5' }],
      [3, { slug: 'b', price: '7' }],
    ])
  })

  test('a row with a cell too many is bad, and the next is not', async () => {
    expect(lines(await read('csv', 'slug,price\na,1,2\nb,3\n'))).toEqual([
      [2, 'bad'],
      [3, { slug: 'b', price: '3' }],
    ])
  })

  test('a row with a stray quote is bad, and the next is not', async () => {
    expect(lines(await read('csv', 'slug,price\na,x"y\nb,3\n'))).toEqual([
      [2, 'bad'],
      [3, { slug: 'b', price: '3' }],
    ])
  })

  test('a quote that never ends is told of', async () => {
    const rows = lines(await read('csv', 'slug,price\nb,3\na,"x\n'))
    expect(rows[0]).toEqual([2, { slug: 'b', price: '3' }])
    expect(rows.at(-1)?.[1]).toBe('bad')
  })

  test('two columns of one name are refused', async () => {
    await expect(read('csv', 'slug,slug\n')).rejects.toThrow('twice')
  })
})

test('bytes that are not UTF-8 are refused, not guessed', async () => {
  await expect(read('ndjson', Buffer.from([0x7b, 0xff, 0x7d]))).rejects.toThrow('not UTF-8')
})
