import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBase32, totpCode, totpStep } from '@latchkey/server/features/factors/totp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openAccounts } from './support/accounts.ts'
import { ada, openShop, type Shop } from './support/shop.ts'

// People, their sign-in and their files, from the command line. Tests go on with what those before them have made.

vi.setConfig({ testTimeout: 120_000 })

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
}, 120_000)

afterAll(() => shop.close())

describe('an organization', () => {
  test('is created, and people are invited to it until that is withdrawn', async () => {
    expect(await shop.json('organization create studio --name Studio')).toMatchObject({
      slug: 'studio',
      name: 'Studio',
    })
    const { id } = await shop.json('organization invite studio bob@example.com')
    expect(await shop.json('organization invited studio')).toMatchObject([{ id, email: 'bob@example.com' }])
    expect(await shop.done(`organization withdraw studio ${id}`)).toBe('The invitation is withdrawn.\n')
    expect(await shop.json('organization invited studio')).toEqual([])
  })

  test('has people whose role changes, who leave, and spaces', async () => {
    const [bob] = await openAccounts(shop.owner, 1)
    const { client, secret } = await bob!.login()
    const { id } = await shop.json(`organization invite studio ${bob!.email}`)
    await client.expect(200, 'POST', `/api/v1/account/invitations/${id}/accept`)
    expect(await shop.done(`organization set-role studio ${bob!.id} administrator`)).toBe(
      `${bob!.email} is administrator of studio.\n`,
    )
    expect((await shop.run(`organization set-role studio ${bob!.id} king`)).code).toBe(2)
    expect(await as(secret, 'organization leave studio')).toMatchObject({ code: 0 })
    expect(await shop.json('organization people studio')).toMatchObject([{ role: 'owner' }])
    expect(await shop.json('organization spaces studio')).toEqual([])
  })
})

test('an invitation to a space is listed, and withdrawn', async () => {
  const { id } = await shop.json('invitation create carl@example.com')
  expect(await shop.json('invitation pending')).toMatchObject([{ id, email: 'carl@example.com' }])
  await shop.done(`invitation withdraw ${id}`)
  expect(await shop.json('invitation pending')).toEqual([])
  expect((await shop.run(`invitation withdraw ${id}`)).code).toBe(5)
})

describe('a login', () => {
  test('is confirmed with the password, and with a code once there is an app for codes', async () => {
    expect(await shop.run('confirm --password-stdin', ada.password)).toMatchObject({
      code: 0,
      out: 'The login counts as fresh.\n',
    })
    expect((await shop.run('confirm --password-stdin', 'wrong horse battery')).code).toBe(3)
    const { secret } = await shop.owner.expect(201, 'POST', '/api/v1/account/factors/totp')
    const codeNow = () => totpCode(fromBase32(secret), totpStep(Date.now()))
    const { recovery_codes: recovery } = await shop.owner.expect(200, 'POST', '/api/v1/account/factors/totp/confirm', {
      body: { code: codeNow() },
    })
    expect((await shop.run('confirm --code 000000')).code).toBe(3)
    expect((await shop.run(`confirm --code ${recovery[0]}`)).code).toBe(0)
    expect((await shop.run(`login --email ${ada.email} --password-stdin`, ada.password)).code).toBe(2)
    expect(
      await shop.run(`login --email ${ada.email} --password-stdin --code ${recovery[1]}`, ada.password),
    ).toMatchObject({
      code: 0,
    })
    expect(
      (await shop.run(`login --email ${ada.email} --password-stdin --code ${recovery[1]}`, ada.password)).code,
    ).toBe(3)
  })
})

describe('a file', () => {
  test('is handed out by a signed URL, thrown away and taken back, and deleted for good', async () => {
    const file = join(shop.home.folder, 'flag.txt')
    writeFileSync(file, 'a red flag')
    const [{ id }] = await shop.json(`asset upload ${file} --publish --private`)
    const url = (await shop.done('asset url flag.txt --ttl 60')).trim()
    expect(await (await fetch(url)).text()).toBe('a red flag')
    await shop.done('asset delete flag.txt')
    expect((await fetch(url)).status).toBe(403)
    expect(await shop.json('asset trash')).toMatchObject([{ id, file_name: 'flag.txt' }])
    expect(await shop.done(`asset restore ${id}`)).toBe('flag.txt is back as a draft.\n')
    await shop.done('asset delete flag.txt')
    await shop.done(`asset purge ${id}`)
    expect(await shop.json('asset trash')).toEqual([])
  })
})

/** Runs a command with another token than the owner's. */
async function as(token: string, words: string) {
  const { variables } = shop.home
  const own = variables.LATCHKEY_TOKEN
  variables.LATCHKEY_TOKEN = token
  try {
    return await shop.run(words)
  } finally {
    if (own !== undefined) variables.LATCHKEY_TOKEN = own
  }
}
