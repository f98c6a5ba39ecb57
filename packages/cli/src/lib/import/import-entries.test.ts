import { type Client, createClient } from '@latchkey/client/client'
import { LatchkeyUnreachable } from '@latchkey/client/problem'
import { expect, test } from 'vitest'
import { importEntries } from './import-entries.ts'
import { parseMapping } from './mapping.ts'
import { type Destination, limits, type Refusal } from './prepare-rows.ts'
import type { Row } from './row.ts'

const destination: Destination = {
  space: 'shop',
  type: 'products',
  shape: { fields: new Map([['title', { id: 'title', type: 'text' }]]), locales: new Set(['en']), locale: 'en' },
  mapping: parseMapping([], []),
  text: false,
  publish: false,
}

interface SentItem {
  readonly slug: string
}
type Answerer = (items: readonly SentItem[], request: number) => Response | 'nothing'

const created = (items: readonly SentItem[]) =>
  Response.json({ items: items.map((_, index) => ({ index, status: 201, id: 'x', version: 1 })) })
const problem = (status: number, slug: string) =>
  new Response(JSON.stringify({ type: `/problems/${slug}`, title: slug, status, detail: slug }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })

/** A server that keeps what it has acknowledged. */
function bulkServer(answer: Answerer = created) {
  const requests: SentItem[][] = []
  const client: Client = createClient({
    url: 'http://localhost:4010',
    fetch: async (_url, init) => {
      const { items } = JSON.parse(init?.body as string) as { items: SentItem[] }
      requests.push(items)
      const response = answer(items, requests.length)
      if (response === 'nothing') throw new TypeError('fetch failed')
      return response
    },
  })
  return { client, requests }
}

async function* rowsOf(...rows: readonly (string | Row)[]): AsyncGenerator<Row> {
  for (const [index, row] of rows.entries()) {
    yield typeof row === 'string' ? { line: index + 1, values: { slug: row, title: row } } : row
  }
}

async function runImport(client: Client, rows: AsyncIterable<Row>, from = 0) {
  const refusals: Refusal[] = []
  const positions: number[] = []
  const state = {
    rows: from,
    advance: async (position: number) => void positions.push(position),
    finish: async () => void positions.push(0),
  }
  const watcher = { progress: () => {}, refused: (refusal: Refusal) => void refusals.push(refusal) }
  const patience = { triesMax: 3, pauseMs: 1, wait: async () => {}, signal: new AbortController().signal }
  const outcome = await importEntries(client, rows, destination, { state, watcher, patience }).then(
    (summary) => ({ summary, error: null }),
    (error: unknown) => ({ summary: null, error }),
  )
  return { ...outcome, refusals, positions }
}

test('rows are written in their order, and the position is forgotten at the end', async () => {
  const { client, requests } = bulkServer()
  const { summary, positions } = await runImport(client, rowsOf('a', 'b'))
  expect(requests.flat().map(({ slug }) => slug)).toEqual(['a', 'b'])
  expect(summary).toEqual({ rows: 2, skipped: 0, created: 2, updated: 0, refused: 0 })
  expect(positions).toEqual([2, 0])
})

test('a batch has no more items than a request should have', async () => {
  const { client, requests } = bulkServer()
  await runImport(client, rowsOf(...Array.from({ length: limits.itemsMax + 1 }, (_, index) => `row-${index}`)))
  expect(requests.map((items) => items.length)).toEqual([limits.itemsMax, 1])
})

test('bad rows are told of with their lines, and all others are imported', async () => {
  const { client, requests } = bulkServer()
  const { summary, refusals } = await runImport(
    client,
    rowsOf('a', { line: 2, problem: 'This is not JSON.' }, { line: 3, values: { title: 'no slug' } }, 'd'),
  )
  expect(requests.flat().map(({ slug }) => slug)).toEqual(['a', 'd'])
  expect(refusals.map(({ line }) => line)).toEqual([2, 3])
  expect(summary).toMatchObject({ rows: 4, created: 2, refused: 2 })
})

test('an item that the server refuses is told of with what it said', async () => {
  const errors = [{ pointer: '/fields/title', detail: 'It must be text.' }]
  const { client } = bulkServer(() =>
    Response.json({
      items: [
        { index: 0, status: 422, problem: { errors } },
        { index: 1, status: 200 },
      ],
    }),
  )
  const { refusals, summary } = await runImport(client, rowsOf('a', 'b'))
  expect(refusals).toEqual([{ line: 1, slug: 'a', reasons: ['/fields/title It must be text.'] }])
  expect(summary).toMatchObject({ updated: 1, refused: 1 })
})

test('one item for which a whole body is refused takes no other along', async () => {
  const { client } = bulkServer((items) =>
    items.some(({ slug }) => slug === 'bad') ? problem(422, 'invalid-body') : created(items),
  )
  const { refusals, summary } = await runImport(client, rowsOf('a', 'b', 'bad', 'c', 'd'))
  expect(refusals.map(({ slug }) => slug)).toEqual(['bad'])
  expect(summary).toMatchObject({ created: 4, refused: 1 })
})

test('a server that is away for a moment is waited for', async () => {
  const { client } = bulkServer((items, request) => (request === 1 ? 'nothing' : created(items)))
  expect((await runImport(client, rowsOf('a'))).summary).toMatchObject({ created: 1 })
})

test('an item whose turn did not come is sent again, without the others', async () => {
  const { client, requests } = bulkServer((items, request) =>
    request === 1
      ? Response.json({
          items: [
            { index: 0, status: 201 },
            { index: 1, status: 503 },
          ],
        })
      : created(items),
  )
  expect((await runImport(client, rowsOf('a', 'b'))).summary).toMatchObject({ created: 2, refused: 0 })
  expect(requests[1]?.map(({ slug }) => slug)).toEqual(['b'])
})

test('an item whose turn never comes stops the import before its batch counts as done', async () => {
  const { client } = bulkServer(() => Response.json({ items: [{ index: 0, status: 503 }] }))
  const { error, positions } = await runImport(client, rowsOf('a'))
  expect(error).toMatchObject({ status: 503 })
  expect(positions).toEqual([])
})

test('an answer that leaves a row out is no answer for it', async () => {
  const { client } = bulkServer(() => Response.json({ items: [{ index: 0, status: 201 }] }))
  const { error, positions } = await runImport(client, rowsOf('a', 'b'))
  expect(error).toMatchObject({ message: 'The server did not answer for every row.' })
  expect(positions).toEqual([])
})

test('a server that stays away stops the import, which then goes on where it was', async () => {
  const many = Array.from({ length: limits.itemsMax + 5 }, (_, index) => `row-${index}`)
  const first = bulkServer((items, request) => (request === 1 ? created(items) : 'nothing'))
  const stopped = await runImport(first.client, rowsOf(...many))
  expect(stopped.error).toBeInstanceOf(LatchkeyUnreachable)
  expect(stopped.positions).toEqual([limits.itemsMax])

  const second = bulkServer()
  const { summary } = await runImport(second.client, rowsOf(...many), limits.itemsMax)
  expect(second.requests.flat().map(({ slug }) => slug)).toEqual(many.slice(limits.itemsMax))
  expect(summary).toMatchObject({ rows: many.length, skipped: limits.itemsMax, created: 5 })
})

test('a token that may not write stops the import at once', async () => {
  const { client, requests } = bulkServer(() => problem(403, 'insufficient-scope'))
  expect((await runImport(client, rowsOf('a', 'b'))).error).toMatchObject({ status: 403 })
  expect(requests).toHaveLength(1)
})
