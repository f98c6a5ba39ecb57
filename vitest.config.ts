import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // For a busy machine: what is slow is measured in bench/, never here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/dialects/*/src/**/*.test.ts',
      'e2e/**/*.test.ts',
      'bench/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    globalSetup: ['packages/server/src/database/test-postgres.ts'],
    // The OpenID provider of the tests says with each start that it is for tests only.
    onConsoleLog: (log) => !log.includes('oidc-provider '),
    reporters: ['default', './tools/closing-line-reporter.ts'],
  },
})
