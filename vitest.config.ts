import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // For a busy machine: what is slow is measured in bench/, never here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['packages/server/src/database/test-postgres.ts'],
    reporters: ['default', './tools/closing-line-reporter.ts'],
  },
})
