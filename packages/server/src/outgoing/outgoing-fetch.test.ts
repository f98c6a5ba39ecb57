import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { OutgoingFailure, type OutgoingReason } from './outgoing-failure.ts'
import { openOutgoing, type Resolve } from './outgoing-fetch.ts'
import { parseOutgoingAllow } from './reachable.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A server on loopback; answers its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return portOf(server.address())
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('It does not listen.')
  return address.port
}

/** May reach 127.0.0.1; every name is there, unless `resolve` says otherwise. */
const outgoing = (resolve: Resolve = async () => ['127.0.0.1']) =>
  openOutgoing(parseOutgoingAllow(['127.0.0.1']), resolve)
const closed = openOutgoing(parseOutgoingAllow([]))

/** Why it failed; null where it did not. */
async function reasonOf(asked: Promise<unknown>): Promise<OutgoingReason | null> {
  try {
    await asked
    return null
  } catch (error) {
    if (error instanceof OutgoingFailure) return error.reason
    throw error
  }
}

test('an answer has its status, headers and bytes', async () => {
  const port = await serve((request, response) => {
    response.writeHead(418, { 'X-Method': request.method, 'X-Host': request.headers.host })
    request.pipe(response)
  })
  const answer = await outgoing()(`http://pot.example:${port}/x`, { method: 'POST', body: 'tea' })
  expect(answer).toMatchObject({ status: 418, headers: { 'x-method': 'POST', 'x-host': `pot.example:${port}` } })
  expect(answer.body.toString()).toBe('tea')
})

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::]/',
  'http://0/',
  'http://169.254.169.254/latest/meta-data/',
])('%s is refused before anything is sent', async (url) => {
  expect(await reasonOf(closed(url))).toBe('address-not-allowed')
})

test.each([
  'file:///etc/passwd',
  'ftp://example.com/',
  'gopher://example.com/',
  'data:text/plain,x',
  'http://a:b@example.com/',
])('%s is refused', async (url) => {
  expect(await reasonOf(closed(url))).toBe('url-not-allowed')
})

test('a name is refused for one bad address among its good ones', async () => {
  expect(await reasonOf(outgoing(async () => ['127.0.0.1', '10.0.0.1'])('http://two.example/'))).toBe(
    'address-not-allowed',
  )
})

test('a name is asked for once: what it says afterwards changes nothing', async () => {
  const port = await serve((_request, response) => response.end('the checked one'))
  const answers = [['127.0.0.1'], ['10.0.0.1']]
  const asked: string[] = []
  const rebinding: Resolve = async (host) => {
    asked.push(host)
    return answers[asked.length - 1] ?? []
  }
  const answer = await outgoing(rebinding)(`http://rebind.example:${port}/`)
  expect(answer.body.toString()).toBe('the checked one')
  expect(asked).toEqual(['rebind.example'])
})

test('over https the server is asked for by the name, at the checked address', async () => {
  const hello: Buffer[] = []
  const server = createSocketServer((socket) =>
    socket.once('data', (bytes: Buffer) => {
      hello.push(bytes)
      socket.destroy()
    }),
  )
  server.listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await once(server, 'listening')
  expect(await reasonOf(outgoing()(`https://named.example:${portOf(server.address())}/`))).toBe('unreachable')
  expect(Buffer.concat(hello).includes('named.example')).toBe(true)
})

test('a redirect is followed within the protocol', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/there') response.end('arrived')
    else response.writeHead(302, { Location: '/there' }).end()
  })
  expect((await outgoing()(`http://here.example:${port}/`)).body.toString()).toBe('arrived')
})

test.each<[string, string, OutgoingReason]>([
  ['to a private address', 'http://10.0.0.1/', 'address-not-allowed'],
  ['to the metadata service', 'http://169.254.169.254/', 'address-not-allowed'],
  ['to another protocol', 'https://here.example/', 'redirect-not-allowed'],
  ['to a file', 'file:///etc/passwd', 'redirect-not-allowed'],
  ['to no URL', 'http://', 'redirect-not-allowed'],
  ['for ever', '/', 'redirect-not-allowed'],
])('a redirect %s is refused', async (_where, location, reason) => {
  const port = await serve((_request, response) => response.writeHead(307, { Location: location }).end())
  expect(await reasonOf(outgoing()(`http://here.example:${port}/`))).toBe(reason)
})

test('a redirect of another method is the answer: its body goes nowhere else', async () => {
  let requests = 0
  const port = await serve((_request, response) => {
    requests += 1
    response.writeHead(307, { Location: '/there' }).end()
  })
  expect(await outgoing()(`http://here.example:${port}/`, { method: 'POST', body: 'secret' })).toMatchObject({
    status: 307,
  })
  expect(requests).toBe(1)
})

test('credentials stay with the server that they are for', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/') response.writeHead(302, { Location: `http://other.example:${port}/there` }).end()
    else response.end(JSON.stringify(request.headers))
  })
  const headers = { Authorization: 'Basic secret', Cookie: 'a=b', Accept: 'text/plain' }
  const { body } = await outgoing()(`http://here.example:${port}/`, { headers })
  expect(JSON.parse(body.toString())).toMatchObject({ accept: 'text/plain', host: `other.example:${port}` })
  expect(body.toString()).not.toMatch(/secret|cookie/)
})

test('an answer that is too large is left', async () => {
  const port = await serve((_request, response) => {
    response.write('x'.repeat(1024))
    const more = () => response.destroyed || (response.write('x'.repeat(64 * 1024)), setImmediate(more))
    more()
  })
  expect(await reasonOf(outgoing()(`http://endless.example:${port}/`))).toBe('answer-too-large')
  expect(await reasonOf(outgoing()(`http://endless.example:${port}/`, { bytesMax: 10 }))).toBe('answer-too-large')
})

test('a server that never answers is left', async () => {
  const port = await serve(() => {})
  expect(await reasonOf(outgoing()(`http://silent.example:${port}/`, { timeoutMs: 50 }))).toBe('timeout')
})

test('a server that stops in the middle is left', async () => {
  const port = await serve((_request, response) => response.writeHead(200).write('a'))
  expect(await reasonOf(outgoing()(`http://slow.example:${port}/`, { timeoutMs: 50 }))).toBe('timeout')
})

test('a name server that never answers is left', async () => {
  expect(await reasonOf(outgoing(() => new Promise(() => {}))('http://lost.example/', { timeoutMs: 50 }))).toBe(
    'timeout',
  )
})

test('a name without an address, and an address without a server, are unreachable', async () => {
  expect(await reasonOf(outgoing(async () => [])('http://nothing.example/'))).toBe('unreachable')
  const missing = async () => {
    throw new Error('ENOTFOUND')
  }
  expect(await reasonOf(outgoing(missing)('http://nothing.example/'))).toBe('unreachable')
  expect(await reasonOf(outgoing()('http://nobody.example:1/'))).toBe('unreachable')
})
