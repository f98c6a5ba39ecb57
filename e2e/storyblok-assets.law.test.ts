import type { Grant } from '@latchkey/policy/grant'
import { describeEachDatabase } from '@latchkey/server/database/test-databases'
import { openTestApp } from '@latchkey/server/test-support/test-app'
import { newMember } from '@latchkey/server/test-support/test-people'
import { upload } from '@latchkey/server/test-support/upload'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const path = '/api/v1/spaces/shop'
const names = ['Brand', 'Brand / Logos', 'Press']

const grant: fc.Arbitrary<Grant> = fc.record({
  effect: fc.constantFrom('allow', 'allow', 'allow', 'deny'),
  actions: fc.subarray(['media.read', 'media.upload', 'media.update'], { minLength: 1 }),
  resources: fc.subarray(
    ['media:*', 'media:category:Brand', 'media:category:Brand / *', 'media:p*.txt', 'media:new.txt'],
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
})

const everywhere = (actions: readonly string[]): Grant => ({ effect: 'allow', actions, resources: ['media:*'] })

/** What is refused for its state is 422 there. */
function kindOf(status: number): number {
  return status === 409 ? 422 : status < 300 ? 200 : status
}

describeEachDatabase('files and folders through the Storyblok dialect', (databases) => {
  test('are decided like files and categories through our own API, whatever a role grants', async () => {
    const app = await openTestApp(databases)
    const { serial: number } = await app.expect(200, 'GET', path)
    const { token } = await newMember(app, 'Law', [{ effect: 'allow', actions: ['media.read'], resources: ['media'] }])
    const roles = await app.expect(200, 'GET', `${path}/roles`)
    const role = roles.items.find(({ name }: { name: string }) => name === "Law's role")
    for (const category of names) await app.expect(201, 'POST', `${path}/categories`, { body: { category } })
    await upload(app, 'press.txt', 'x', { category: 'Press' })
    await upload(app, 'logo.txt', 'x', { category: 'Brand / Logos' })
    const { items: folders } = await app.expect(200, 'GET', `${path}/categories`)
    const theirs = `/storyblok/v1/spaces/${number}`
    const ask = (method: string, url: string, body?: object) => app.call(method, url, { token, ...(body && { body }) })
    const seen = { shown: 0, begun: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { minLength: 1, maxLength: 4 }), async (grants) => {
        await app.expect(200, 'PATCH', `${path}/roles/${role.id}`, { body: { grants } })
        const [ours, listed] = [await ask('GET', `${path}/categories`), await ask('GET', `${theirs}/asset_folders`)]
        expect(kindOf(listed.status)).toBe(kindOf(ours.status))
        const shown: number[] = (ours.body.items ?? []).map(({ serial }: { serial: number }) => serial)
        expect((listed.body.asset_folders ?? []).map(({ id }: { id: number }) => id)).toEqual(shown)
        seen.shown += shown.length
        for (const { serial, category } of folders) {
          // Who may know of no folder cannot name one: the vendor’s routes begin with their list.
          if (!shown.includes(serial)) {
            expect([403, 404]).toContain((await ask('GET', `${theirs}/asset_folders/${serial}`)).status)
            continue
          }
          // A change that changes nothing is decided like any other.
          const native = await ask('PATCH', `${path}/categories/${encodeURIComponent(category)}`, { category })
          const vendor = await ask('PUT', `${theirs}/asset_folders/${serial}`, { asset_folder: {} })
          expect(kindOf(vendor.status)).toBe(kindOf(native.status))
          const begin = { file_name: 'new.txt', category, as: 'form' }
          const begun = await ask('POST', `${path}/asset-uploads`, begin)
          const signed = await ask('POST', `${theirs}/assets`, { filename: 'new.txt', asset_folder_id: serial })
          expect(kindOf(signed.status)).toBe(kindOf(begun.status))
          if (begun.status === 201) seen.begun += 1
          else seen.refused += 1
        }
      }),
      // Each is seen with every folder once at least.
      { numRuns: 20, examples: [[[everywhere(['media.read'])]], [[everywhere(['media.read', 'media.upload'])]]] },
    )
    expect(Math.min(seen.shown, seen.begun, seen.refused)).toBeGreaterThanOrEqual(names.length)
  }, 120_000)
})
