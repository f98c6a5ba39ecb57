import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the package depends on nothing', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(manifest).toMatchObject({ dependencies: {} })
  for (const key of ['peerDependencies', 'optionalDependencies', 'devDependencies'])
    expect(manifest).not.toHaveProperty(key)
})
