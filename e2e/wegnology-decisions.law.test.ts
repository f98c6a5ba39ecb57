import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp } from '@latchkey/server/test-support/test-app'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/** Calls of theirs, each with the call of ours that it is about; `{name}` is replaced by what there is. */
const calls = [
  ['GET', '/me', '/api/v1/account'],
  ['GET', '/me/tokens', '/api/v1/account/tokens'],
  ['GET', '/me/tokens/{hex}', '/api/v1/account/tokens/{token}'],
  ['PATCH', '/me/tokens/{hex}', '/api/v1/account/tokens/{token}', { name: 'Same' }],
  ['GET', '/orgs', '/api/v1/organizations'],
  ['GET', '/orgs/{org}', '/api/v1/organizations/default'],
  ['PATCH', '/orgs/{org}', '/api/v1/organizations/default', { name: 'Default' }],
  ['DELETE', '/orgs/{org}', '/api/v1/organizations/default'],
  ['GET', '/applications', '/api/v1/spaces'],
  ['GET', '/applications/{application}', '/api/v1/spaces/shop'],
  ['PATCH', '/applications/{application}', '/api/v1/spaces/shop', { name: 'Shop' }],
  ['GET', '/applications/{application}/tokens', '/api/v1/spaces/shop/tokens'],
  ['DELETE', '/applications/{application}', '/api/v1/spaces/shop'],
] as const
const single = [
  'me.get',
  'userApiTokens.get',
  'userApiTokens.*',
  'userApiToken.get',
  'userApiToken.*',
  'orgs.get',
  'org.get',
  'org.*',
  'applications.*',
  'application.get',
  'application.*',
  'applicationApiTokens.get',
  'spaces.show',
  'files.*',
]
const scopes = fc.oneof(
  fc.constantFrom(['all.User'], ['all.User.read'], ['all.User.cli']),
  fc.subarray(single, { minLength: 1 }),
)

describeEachDatabase('access through the WEGnology dialect', (databases) => {
  test('is decided like access through our own API, whatever scope a token has', async () => {
    const app = await openTestApp(databases)
    const made = await app.expect(201, 'POST', '/wegnology/me/tokens', { body: { name: 'T', scope: ['me.get'] } })
    const { items } = await app.expect(200, 'GET', '/api/v1/account/tokens')
    const applications = await app.expect(200, 'GET', '/wegnology/applications')
    const orgs = await app.expect(200, 'GET', '/wegnology/orgs')
    const names = new Map([
      ['org', orgs.items[0].id],
      ['hex', made.id],
      ['token', items[0].id],
      ['application', applications.items[0].id],
    ])
    const filled = (path: string) => path.replaceAll(/\{(\w+)\}/g, (_whole, name) => names.get(name) ?? '')
    const outcomes = new Set<number>()
    await fc.assert(
      fc.asyncProperty(scopes, async (scope) => {
        const { token } = await app.expect(201, 'POST', '/wegnology/me/tokens', { body: { name: 'S', scope } })
        for (const [method, theirs, ours, body] of calls) {
          // What deletes is refused to every token, so that nothing goes.
          const options = { token, ...(body !== undefined && { body }) }
          const own = await app.call(method, filled(ours), options)
          const same = await app.call(method, `/wegnology${filled(theirs)}`, options)
          expect([scope, theirs, same.status]).toEqual([scope, theirs, own.status])
          outcomes.add(own.status)
        }
      }),
      { numRuns: 25 },
    )
    expect(outcomes).toEqual(new Set([200, 403]))
  }, 120_000)
})
