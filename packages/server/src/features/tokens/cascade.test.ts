import { expect, test } from 'vitest'
import { describeEachDatabase } from '../../database/test-databases.ts'
import { openPeople, type People } from './test-people.ts'

const shop = '/api/v1/spaces/shop/tokens'
const own = '/api/v1/account/tokens'

interface Made {
  readonly id: string
  readonly secret: string
}

const everything = { form: 'all' }

function makePersonal(app: People, token: string, scope: object = everything): Promise<Made> {
  return app.expect(201, 'POST', own, { token, body: { name: 'Personal', scope } })
}

function makeIn(app: People, token: string, path = shop): Promise<Made> {
  return app.expect(201, 'POST', path, { token, body: { kind: 'api', name: 'Made', grants: [] } })
}

async function isLive(app: People, { secret }: Made): Promise<boolean> {
  return (await app.call('GET', '/api/v1/session', { token: secret })).status !== 401
}

/** Operations and subjects of a trail, those of revocations alone. */
async function revocationsIn(app: People, chainId: string) {
  const rows = await app.database.read((db) =>
    db
      .selectFrom('audit')
      .select(['action', 'subject', 'actor'])
      .where('chain_id', '=', chainId)
      .orderBy('seq')
      .execute(),
  )
  return rows.filter(({ action }) => action.endsWith('.revoke'))
}

describeEachDatabase('revoking with cascade', (databases) => {
  test('a token made by a token lives on when its maker is revoked, and ends with cascade', async () => {
    const app = await openPeople(databases)
    const first = await makePersonal(app, app.owner.token)
    const made = await makeIn(app, first.secret)
    await app.expect(200, 'POST', `${own}/${first.id}/revoke`)
    expect(await isLive(app, first)).toBe(false)
    expect(await isLive(app, made)).toBe(true)
    const again = await app.expect(200, 'POST', `${own}/${first.id}/revoke?cascade=true`)
    expect(again.also_revoked).toEqual([made.id])
    expect(await isLive(app, made)).toBe(false)
  })

  test('takes along what that has made, in every space, each in the trail where it belongs', async () => {
    const app = await openPeople(databases)
    const { spaceId } = await app.ownerOfAnother('garden')
    await app.join('garden', app.owner.id, 'administrator')
    const first = await makePersonal(app, app.owner.token)
    const second = await makePersonal(app, first.secret)
    const inShop = await makeIn(app, second.secret)
    const inGarden = await makeIn(app, second.secret, '/api/v1/spaces/garden/tokens')
    const stranger = await makePersonal(app, app.owner.token)
    const revoked = await app.expect(200, 'POST', `${own}/${first.id}/revoke?cascade=true`)
    expect(revoked.also_revoked.toSorted()).toEqual([second.id, inShop.id, inGarden.id].toSorted())
    for (const each of [first, second, inShop, inGarden]) expect(await isLive(app, each)).toBe(false)
    expect(await isLive(app, stranger)).toBe(true)
    const actor = `account:${app.owner.id}`
    const inSpace = (id: string) => [{ action: 'tokens.revoke', subject: `tokens:${id}`, actor }]
    expect(await revocationsIn(app, app.space.id)).toEqual(inSpace(inShop.id))
    expect(await revocationsIn(app, spaceId)).toEqual(inSpace(inGarden.id))
    const personal = await revocationsIn(app, 'installation')
    expect(personal.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      `account-tokens.revoke profile:tokens:${first.id}`,
      `account-tokens.revoke profile:tokens:${second.id}`,
    ])
  })

  test('is refused whole when one may not be revoked: named to who may read it, counted to who may not', async () => {
    const app = await openPeople(databases)
    const grantOf = (...actions: string[]) => [{ effect: 'allow', actions, resources: ['tokens'] }] as const
    for (const [actions, words] of [
      [['tokens.create', 'tokens.read'], /lk_api_\w{12}_•••• \(Made\)/],
      [['tokens.create'], /1 that you may not know of/],
    ] as const) {
      const member = await app.member(grantOf(...actions))
      const first = await makePersonal(app, member.token)
      const second = await makePersonal(app, first.secret)
      const made = await makeIn(app, second.secret)
      const refused = await app.expect(403, 'POST', `${own}/${first.id}/revoke?cascade=true`, { token: member.token })
      expect(refused.detail).toMatch(words)
      expect(refused.detail.includes(made.id)).toBe(actions.length === 2)
      for (const each of [first, second, made]) expect(await isLive(app, each)).toBe(true)
      expect(await app.expect(200, 'POST', `${own}/${first.id}/revoke`, { token: member.token })).toMatchObject({
        state: 'revoked',
      })
    }
  })

  test('asks the scope of the token that asks for each call that it stands for', async () => {
    const app = await openPeople(databases)
    const first = await makePersonal(app, app.owner.token)
    const made = await makeIn(app, first.secret)
    const narrow = await makePersonal(app, app.owner.token, { form: 'custom', operations: ['account-tokens.revoke'] })
    const path = `${own}/${first.id}/revoke?cascade=true`
    await app.expect(403, 'POST', path, { token: narrow.secret })
    expect(await isLive(app, made)).toBe(true)
    const operations = ['account-tokens.revoke', 'tokens.revoke']
    const enough = await makePersonal(app, app.owner.token, { form: 'custom', operations })
    await app.expect(200, 'POST', path, { token: enough.secret })
    expect(await isLive(app, made)).toBe(false)
  })

  test('of a token of a space takes nothing else along', async () => {
    const app = await openPeople(databases)
    const made = await makeIn(app, app.owner.token)
    const other = await makeIn(app, app.owner.token)
    const revoked = await app.expect(200, 'POST', `${shop}/${made.id}/revoke?cascade=true`)
    expect(revoked).toMatchObject({ state: 'revoked', also_revoked: [] })
    expect(await isLive(app, other)).toBe(true)
  })

  test('frees the slots and destroys the sealed copies of what it takes along', async () => {
    const app = await openPeople(databases, { limits: { delivery: 1 } })
    const first = await makePersonal(app, app.owner.token)
    const delivery = { kind: 'delivery', name: 'Site' }
    const { id } = await app.expect(201, 'POST', shop, { token: first.secret, body: delivery })
    await app.expect(409, 'POST', shop, { body: delivery })
    await app.expect(200, 'POST', `${own}/${first.id}/revoke?cascade=true`)
    await app.expect(201, 'POST', shop, { body: delivery })
    const row = await app.database.read((db) =>
      db.selectFrom('tokens').select(['state', 'secret_sealed']).where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect(row).toEqual({ state: 'revoked', secret_sealed: null })
  })
})
