import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['packages/server/src/database/test-postgres.ts'],
    reporters: ['default', './tools/closing-line-reporter.ts'],
  },
})
