import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openReceiver } from '@latchkey/server/test-support/receiver'
import { formOf } from '@latchkey/server/test-support/upload'
import { type Place, unpacked } from './canary.ts'
import type { RecordedApp } from './recorded-app.ts'

const space = '/api/v1/spaces/shop'
const hourMs = 3_600_000

/**
 * Sends tokens by every way that a program has besides the header: the query of dialects, forms of OAuth, reports of leaks, forms of files,
 * answers that are encoded; then lets webhooks and a backup carry out what is known. Answers all that left by another way than answers.
 */
export async function sendThrough(
  app: RecordedApp,
  tokens: Readonly<Record<string, string>>,
): Promise<readonly Place[]> {
  const session = tokens['session']!
  const hooks = await openHooks(app, session)
  for (const token of Object.values(tokens)) {
    await speakDialects(app, token)
    await speakOfTokens(app, session, token)
    await sendFiles(app, session, token)
    await app.call('GET', `${space}/tokens?limit=1000`, { token, headers: { 'accept-encoding': 'gzip' } })
    await app.call('GET', `${space}/tokens?filter[name][matches]=${token}`, { token: session })
    await app.call('GET', `${space}/tokens?search=${token}`, { token: session })
  }
  return [...(await hooks.close()), ...(await takeBackup(app, session)), await readMetrics(app)]
}

/** Where the token stands in the query, as published clients send it, rightly and mistyped. */
async function speakDialects(app: RecordedApp, token: string): Promise<void> {
  for (const text of [
    token,
    `${token}x`,
    token.replace('_', '%5F'),
    encodeURIComponent(Buffer.from(token).toString('base64')),
  ]) {
    for (const path of ['stories', 'stories/none', 'spaces/me', 'links', 'tags', 'datasource_entries', 'none']) {
      await app.call('GET', `/storyblok/v2/cdn/${path}?version=draft&token=${text}&cv=1`)
    }
    await app.call('POST', `/storyblok/v2/cdn/stories?token=${text}`, { body: { token: text } })
  }
  await app.call('GET', '/storyblok/v2/cdn/stories', { headers: { authorization: token } })
}

/** Calls whose bodies are about tokens. */
async function speakOfTokens(app: RecordedApp, session: string, token: string): Promise<void> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const body of [`token=${token}`, `token=${token}x`, `token=x&token_type_hint=${token}`, `token=x&${token}=1`]) {
    await app.call('POST', '/api/v1/oauth/introspect', { token: session, headers: form, body })
  }
  await app.call('POST', '/api/v1/oauth/introspect', { token: session, body: { token } })
  await app.call('POST', '/api/v1/oauth/revoke', { headers: form, body: `token=${token}x` })
  const find = [{ token, type: 'latchkey', url: `https://example.com/${token}`, source: 'Content' }]
  const headers = { 'github-public-key-identifier': token, 'github-public-key-signature': token }
  await app.call('POST', '/api/v1/leak-reports/github', { headers, body: find })
}

/** Names and labels of files. */
async function sendFiles(app: RecordedApp, session: string, token: string): Promise<void> {
  const sending: readonly ReturnType<typeof formOf>[] = [
    formOf({}, { name: `${token}.txt`, bytes: 'x' }),
    formOf({ title: token }, { name: 'a.txt', bytes: 'x' }),
    formOf({ category: token }, { name: 'a.txt', bytes: 'x' }),
    formOf({ [token]: 'x' }, null),
  ]
  for (const { payload, headers } of sending) {
    await app.call('POST', `${space}/assets`, { token: session, headers, body: payload.toString() })
  }
}

/** A webhook whose server always fails, until what it missed is given up and sent once more by hand. */
async function openHooks(app: RecordedApp, session: string) {
  const receiver = await openReceiver()
  receiver.status = 500
  const options = { token: session }
  const body = { name: 'fails', url: receiver.url, events: ['*'] }
  const { body: hook } = await app.call('POST', `${space}/webhooks`, { ...options, body })
  const deliveries = `${space}/webhooks/${hook.id}/deliveries`
  await app.call('POST', `${space}/entries`, { ...options, body: { type: 'pages', slug: 'told', fields: {} } })
  return {
    async close(): Promise<readonly Place[]> {
      for (let tries = 0; tries < 12; tries++) {
        await app.runDue()
        app.wait(24 * hourMs)
      }
      const { body: failed } = await app.call('GET', `${deliveries}?state=failed`, options)
      if (failed.items.length === 0) throw new Error('No delivery was given up.')
      for (const { id } of failed.items) await app.call('GET', `${deliveries}/${id}`, options)
      await app.call('POST', `${space}/webhooks/${hook.id}/replay-failed`, options)
      await app.runDue()
      receiver.close()
      return receiver.received.map(({ headers, text }) => ({
        name: 'webhook',
        text: `${JSON.stringify(headers)} ${text}`,
      }))
    },
  }
}

async function takeBackup(app: RecordedApp, session: string): Promise<readonly Place[]> {
  const { status, body } = await app.call('POST', '/api/v1/backups', { token: session, body: {} })
  if (status >= 300) throw new Error(`A backup was answered with ${status}.`)
  await app.runDue()
  await app.call('GET', `/api/v1/backups/${body.id}`, { token: session })
  const files = readdirSync(app.backupFolder)
  return files.flatMap((name) =>
    unpacked({ name: `backup ${name}`, text: readFileSync(join(app.backupFolder, name), 'latin1') }),
  )
}

async function readMetrics(app: RecordedApp): Promise<Place> {
  return { name: 'metrics', text: (await app.call('GET', '/metrics')).text }
}
