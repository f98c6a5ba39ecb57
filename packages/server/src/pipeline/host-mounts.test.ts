import { expect, test } from 'vitest'
import { mountPath, parseHostMounts } from './host-mounts.ts'

test('a host name stands for a path, whatever its case and port', () => {
  const mounts = parseHostMounts(['cdn.example.com=/vendor/v2', 'api.example.com=/vendor'])
  expect(mountPath(mounts, 'CDN.example.com:4010')).toBe('/vendor/v2')
  expect(mountPath(mounts, 'api.example.com')).toBe('/vendor')
  for (const host of ['example.com', 'x.cdn.example.com', 'constructor', '', undefined])
    expect(mountPath(mounts, host)).toBe('')
})

test('what is no such pair is told', () => {
  for (const pair of ['cdn.example.com', 'cdn.example.com=vendor', 'cdn.example.com=/vendor/', '=/vendor'])
    expect(() => parseHostMounts([pair])).toThrow(`LATCHKEY_HOSTS has "${pair}"`)
})
