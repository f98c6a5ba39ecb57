import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'
const delivered = '/delivery/v1/spaces/shop/content/pages'

describeEachDatabase('a token that opens nothing', (databases) => {
  test('is answered with the same bytes, whatever the reason', async () => {
    const app = await openPeople(databases)
    const make = (body: object = {}) =>
      app.expect(201, 'POST', path, { body: { kind: 'delivery', name: 'T', ...body } })
    const ended = { revoke: await make(), deactivate: await make() }
    for (const [verb, { id }] of Object.entries(ended)) await app.expect(200, 'POST', `${path}/${id}/${verb}`)
    const deleted = await make()
    await app.expect(204, 'DELETE', `${path}/${deleted.id}`)
    const expired = await make({ expires_at: new Date(app.clock.now + 1000).toISOString() })
    app.clock.now += 1000
    const live: string = (await make()).secret
    const unknown = live.replace('lk_dlv', 'lk_prv')
    const mistyped = `${live.slice(0, -1)}${live.endsWith('a') ? 'b' : 'a'}`

    const texts = [ended.revoke.secret, ended.deactivate.secret, deleted.secret, expired.secret, unknown, mistyped, 'x']
    const answers = await Promise.all(texts.map((token) => app.call('GET', delivered, { token })))
    const bytes = answers.map(({ status, headers, text }) => [
      status,
      headers['www-authenticate'],
      headers['cache-control'],
      text.replace(/urn:request:[\w-]+/, ''),
    ])
    expect(bytes[0]?.slice(0, 2)).toEqual([
      401,
      expect.stringMatching(
        /^Bearer realm="latchkey", error="invalid_token", error_description="The token is unknown, /,
      ),
    ])
    for (const each of bytes) expect(each).toEqual(bytes[0])
    expect((await app.call('GET', delivered, { token: live })).status).not.toBe(401)
  })
})
