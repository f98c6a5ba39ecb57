import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { describeDatabase } from '../database/test-databases.ts'
import { openTestApp } from '../test-support/test-app.ts'

const secret = 'lk_pat_7Hq2mK9xB1aZ_abc'

describeDatabase('sqlite', 'what is no HTTP request', (databases) => {
  test.each([
    ['a line break in a token', 400, 'malformed-request', `Authorization: Bearer ${secret}\ndef\r\n`],
    ['a header without a name', 400, 'malformed-request', ': x\r\n'],
    ['headers of 100 KB', 431, 'headers-too-large', `X-Long: ${'x'.repeat(100_000)}\r\n`],
  ])('with %s is answered %i, a problem document that repeats nothing', async (_what, status, slug, header) => {
    const app = await openTestApp(databases)
    await app.app.server.listen({ port: 0, host: '127.0.0.1' })
    const address = app.app.server.server.address()
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.')
    const socket = connect(address.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`GET /api/v1/spaces HTTP/1.1\r\nHost: x\r\n${header}\r\n`)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    await app.app.server.close()
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*application/problem\\+json`))
    expect(JSON.parse(body)).toMatchObject({
      type: `/problems/${slug}`,
      status,
      instance: expect.stringMatching(/^urn:request:/),
    })
    expect(`${head}${body}${app.logged()}`).not.toContain(secret)
  })
})
