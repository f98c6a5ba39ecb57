import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople } from './test-people.ts'

const path = '/api/v1/spaces/shop/tokens'

describeEachDatabase('a theme token', (databases) => {
  test('is made like a delivery token, and warned about as deprecated whenever it is shown', async () => {
    const app = await openPeople(databases)
    const developer = await app.member('developer')
    const body = { kind: 'theme', name: 'Templates' }
    const made = await app.expect(201, 'POST', path, { token: developer.token, body })
    const warning = 'Theme tokens are deprecated: the rendering service that they were for is no part of Latchkey.'
    expect(made).toMatchObject({ kind: 'theme', warnings: [warning], reach: ['Opens nothing.'] })
    expect(await app.expect(200, 'GET', `${path}/${made.id}`)).toMatchObject({ warnings: [warning] })
    const editor = await app.member('editor')
    await app.expect(403, 'POST', path, { token: editor.token, body })
  })

  test('opens nothing, takes no grants and cannot be bound to the Administrator role', async () => {
    const app = await openPeople(databases)
    const made = await app.expect(201, 'POST', path, { body: { kind: 'theme', name: 'Templates' } })
    for (const place of ['/delivery/v1/spaces/shop/content/pages', '/delivery/v1/spaces/shop/assets']) {
      const refused = await app.expect(403, 'GET', place, { token: made.secret })
      expect(refused).toMatchObject({ type: '/problems/token-kind-mismatch', layer: 'kind' })
    }
    const granted = await app.expect(422, 'POST', path, { body: { kind: 'theme', name: 'T', grants: [] } })
    expect(granted.errors).toEqual([{ pointer: '/grants', detail: 'A theme token has no grants.' }])
    const bound = await app.expect(422, 'POST', path, { body: { kind: 'theme', name: 'T', role: 'Administrator' } })
    expect(bound.errors).toMatchObject([{ pointer: '/role' }])
  })

  test('can be read again, paused, and deleted', async () => {
    const app = await openPeople(databases)
    const { id, secret } = await app.expect(201, 'POST', path, { body: { kind: 'theme', name: 'Templates' } })
    expect(await app.expect(200, 'POST', `${path}/${id}/reveal`)).toEqual({ id, secret })
    const status = async () => (await app.call('GET', '/delivery/v1/spaces/shop/assets', { token: secret })).status
    expect(await status()).toBe(403)
    await app.expect(200, 'POST', `${path}/${id}/deactivate`)
    expect(await status()).toBe(401)
    await app.expect(200, 'POST', `${path}/${id}/activate`)
    expect(await status()).toBe(403)
    await app.expect(204, 'DELETE', `${path}/${id}`)
    expect(await status()).toBe(401)
  })
})
