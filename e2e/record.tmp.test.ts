import { mkdirSync, writeFileSync } from 'node:fs'
import { comet } from '@latchkey/dialect-comet/dialect'
import { storyblok } from '@latchkey/dialect-storyblok/dialect'
import * as td from '@latchkey/server/database/test-databases'
import { openTestApp } from '@latchkey/server/test-support/test-app'
import { formOf } from '@latchkey/server/test-support/upload'
import { test } from 'vitest'

const out = '/tmp/story-assets/transcripts'
let name: [string, string] | null = null
const wrapped = (dialect: any): any => ({
  ...dialect,
  surfaces: dialect.surfaces.map((surface: any) => ({
    ...surface,
    routes: surface.routes.map((route: any) => ({
      ...route,
      *plan(request: any): any {
        const calls: any[] = []
        const inner = route.plan(request)
        let step = inner.next()
        while (step.done !== true) {
          const { operation, ...given } = step.value
          const reply: any = yield step.value
          calls.push({ operation: operation.id, given, result: reply.ok ? reply.result : { refused: reply.refused } })
          step = inner.next(reply)
        }
        if (name !== null) {
          let space = null
          try {
            space = request.space
          } catch {}
          let kind
          try {
            kind = request.kind
          } catch {}
          mkdirSync(`${out}/${name[0]}`, { recursive: true })
          const recorded = {
            method: request.method,
            request: request.url.replace(/^\/(storyblok|comet)/, ''),
            body: request.body,
            ...(name[0] === 'comet' && { kind }),
            space,
            base: 'https://content.example.com/' + dialect.name,
            minute: request.minute,
            calls,
            answer: step.value,
          }
          const text = JSON.stringify(recorded, null, 2)
            .replaceAll(request.base, recorded.base)
            .replaceAll(new URL(request.base).origin, 'https://content.example.com')
          writeFileSync(`${out}/${name[0]}/${name[1]}.json`, text + '\n')
          name = null
        }
        return step.value
      },
    })),
  })),
})

td.describeEachDatabase('record', (databases) => {
  test('it', async () => {
    if (databases.engine !== 'sqlite') return
    const app = await openTestApp(databases, { dialects: [wrapped(storyblok), wrapped(comet)] })
    const { serial: number } = await app.expect(200, 'GET', '/api/v1/spaces/shop')
    const token = (
      await app.expect(201, 'POST', '/api/v1/account/tokens', { body: { name: 'p', scope: { form: 'all' } } })
    ).secret
    const base = `/storyblok/v1/spaces/${number}`
    const ask = async (as: string, method: string, path: string, body?: object) => {
      name = ['storyblok', as]
      return (await app.call(method, base + path, { token, ...(body && { body }) })).body
    }
    const brand = await ask('folder-made', 'POST', '/asset_folders', { asset_folder: { name: 'Brand' } })
    await app.expect(201, 'POST', '/api/v1/spaces/shop/categories', { body: { category: 'Brand / Logos' } })
    await ask('folders', 'GET', '/asset_folders?with_parent=' + brand.asset_folder.id)
    await ask('folder-renamed', 'PUT', `/asset_folders/${brand.asset_folder.id}`, { asset_folder: { name: 'House' } })
    const signed = await ask(
      'upload-signed',
      'POST',
      `/assets?filename=flag.txt&asset_folder_id=${brand.asset_folder.id}`,
    )
    const url = new URL(signed.post_url)
    const form = formOf(signed.fields, { name: 'flag.txt', bytes: 'flag' })
    const sent = await app.app.server.inject({ method: 'POST', url: url.pathname, ...form })
    if (sent.statusCode !== 204) throw new Error(sent.payload)
    await ask('upload-finished', 'GET', `/assets/${signed.id}/finish_upload`)
    await ask('assets-in-folder', 'GET', `/assets?in_folder=${brand.asset_folder.id}`)
    const api = (
      await app.expect(201, 'POST', '/api/v1/spaces/shop/tokens', {
        body: { kind: 'api', name: 'x', grants: [{ effect: 'allow', actions: ['*'], resources: ['*'] }] },
      })
    ).secret
    name = ['comet', 'category-made']
    await app.call('POST', '/comet/api/v1/workspaces/shop/media/categories', {
      token: api,
      body: { name: 'Signs', parent: 'House' },
    })
    name = ['comet', 'category-renamed']
    const done = await app.call('PUT', '/comet/api/v1/workspaces/shop/media/categories/House%20%2F%20Signs', {
      token: api,
      body: { name: 'Boards' },
    })
    if (done.status !== 200) throw new Error(done.text)
  }, 60_000)
})
