import { expect, test } from 'vitest'
import { createClient } from './client.ts'
import { LatchkeyProblem } from './problem.ts'
import { fakeServer, problem } from './testing/fake-server.ts'

function open(...answers: Response[]) {
  const server = fakeServer(...answers)
  const { fetch, wait } = server
  return { server, client: createClient({ url: 'http://localhost:4010', token: 'lk_mgt_x', fetch, wait }) }
}

test('a file is uploaded as a form in which it comes last', async () => {
  const { client, server } = open(Response.json({ id: 'x', file_name: 'flag.png' }, { status: 201 }))
  const file = new File(['bytes'], 'flag.png', { type: 'image/png' })
  const asset = await client.uploadAsset({ space: 'shop' }, file, {
    query: { branch: 'spring' },
    body: { category: 'Brand / Logos', private: true, metadata: { alt: 'A flag' }, tags: ['red'] },
  })
  expect(asset.file_name).toBe('flag.png')
  const { method, url, headers, body } = server.seen[0]!
  expect([method, url]).toEqual(['POST', 'http://localhost:4010/api/v1/spaces/shop/assets?branch=spring'])
  // The platform writes the type, with the boundary of the form.
  expect(headers.has('Content-Type')).toBe(false)
  if (!(body instanceof FormData)) throw new TypeError('no form')
  expect([...body]).toEqual([
    ['category', 'Brand / Logos'],
    ['private', 'true'],
    ['metadata', '{"alt":"A flag"}'],
    ['tags', '["red"]'],
    ['file', file],
  ])
})

test('an upload is never sent twice', async () => {
  const { client, server } = open(problem(503, 'unavailable', {}, { 'Retry-After': '1' }))
  await expect(client.uploadAsset({ space: 'shop' }, new Blob(['x']))).rejects.toBeInstanceOf(LatchkeyProblem)
  expect(server.seen).toHaveLength(1)
})

test('a file is downloaded as an answer whose bytes are still to be read', async () => {
  const { client, server } = open(
    new Response(new Uint8Array([0, 255, 1]), { headers: { 'Content-Type': 'image/png' } }),
  )
  const answer = await client.downloadAsset({ space: 'shop', asset: 'red flag.png' })
  expect(answer.bodyUsed).toBe(false)
  expect(answer.headers.get('Content-Type')).toBe('image/png')
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 1])
  const [seen] = server.seen
  expect(seen?.url).toBe('http://localhost:4010/api/v1/spaces/shop/assets/red%20flag.png/file')
  expect(seen?.headers.get('Accept')).toBe('*/*')
})

test('a download that is refused is a problem, after another try where the server asks for one', async () => {
  const { client, server } = open(problem(503, 'unavailable', {}, { 'Retry-After': '1' }), problem(404, 'not-found'))
  await expect(client.downloadAsset({ space: 'shop', asset: 'x' })).rejects.toMatchObject({ slug: 'not-found' })
  expect(server.pauses).toEqual([1000])
})
