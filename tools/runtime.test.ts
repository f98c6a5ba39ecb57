import { expect, test } from 'vitest'

// The root package depends on `node`: npm scripts run on that one, whatever node the machine has.
test('tests run on Node 24 or newer', () => {
  expect(Number.parseInt(process.versions.node, 10)).toBeGreaterThanOrEqual(24)
})
