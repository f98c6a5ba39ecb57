import { expect, test } from 'vitest'
import { readConfiguration } from './configuration.ts'
import { readSignInSettings } from './sign-in-settings.ts'

test('sessions of the API last, those of the studio end by themselves', () => {
  const { sessions } = readSignInSettings({})
  expect(sessions.api).toMatchObject({ idleMs: null, lifetimeMs: null })
  expect(sessions.studio).toMatchObject({ idleMs: 30 * 60_000, lifetimeMs: 12 * 3_600_000 })
})

test('each time can be said otherwise, as a whole number', () => {
  const env = { LATCHKEY_SESSION_HOURS: '720', LATCHKEY_STUDIO_HOURS: '1', LATCHKEY_STUDIO_IDLE_MINUTES: '5' }
  const { sessions } = readSignInSettings(env)
  expect([sessions.api.lifetimeMs, sessions.studio.lifetimeMs, sessions.studio.idleMs]).toEqual([
    720 * 3_600_000,
    3_600_000,
    300_000,
  ])
  for (const wrong of ['0', '-1', '1.5', 'never'])
    expect(() => readSignInSettings({ LATCHKEY_STUDIO_HOURS: wrong })).toThrow(/LATCHKEY_STUDIO_HOURS/)
})

test('a public URL has TLS, or is localhost, and no path', () => {
  const publicUrl = (text: string) => readConfiguration({ LATCHKEY_PUBLIC_URL: text }).settings.publicUrl
  expect(publicUrl('https://content.example.com/')).toBe('https://content.example.com')
  expect(publicUrl('http://localhost:4010')).toBe('http://localhost:4010')
  for (const wrong of ['http://content.example.com', 'http://127.0.0.1', 'https://example.com/cms', 'example.com', ''])
    expect(() => publicUrl(wrong)).toThrow(/LATCHKEY_PUBLIC_URL/)
})
